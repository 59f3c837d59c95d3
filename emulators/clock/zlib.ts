import type { Transform, TransformCallback } from 'node:stream';
import { Gunzip } from 'node:zlib';

/**
 * Watches the streams of `node:zlib`, which work in other threads; nothing of Node's shows that they do. What it returns
 * ends that.
 *
 * @param begin is called when such a stream is given work; what it returns is called when that is done, or given up
 */
export function watchZlib(begin: () => () => void): () => void {
  // Every stream of the module inherits from this one, which the module keeps to itself.
  const base: Pick<Transform, '_transform'> = Object.getPrototypeOf(Object.getPrototypeOf(Gunzip.prototype));
  const { _transform } = base;
  base._transform = function (this: Transform, chunk, encoding, done) {
    const end = begin();
    this.once('close', end);
    const ended: TransformCallback = (...result) => {
      this.off('close', end);
      end();
      done(...result);
    };
    _transform.call(this, chunk, encoding, ended);
  };
  return () => {
    base._transform = _transform;
  };
}
