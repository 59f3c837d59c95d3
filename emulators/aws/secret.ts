/** A secret of Secrets Manager. */
export interface Secret {
  name: string;
  arn: string;
  description?: string | undefined;
  createdAt: Date;
  /** Newest last; the last is AWSCURRENT, the one before AWSPREVIOUS. */
  versions: { id: string; value?: string | undefined; binary?: Uint8Array | undefined; createdAt: Date }[];
  tags: Map<string, string>;
  /** When it is deleted for good; it can be used no more until it is restored. */
  deletedAt?: Date | undefined;
}
