package dev.insula.site.patch;

import static dev.insula.site.patch.ConstantPool.u2;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in one method, which {@code new} belongs to which constructor call.
 *
 * <p>Compilers nest them like brackets. A method where they do not, or where {@code new} is not
 * followed by {@code dup}, is left alone: then the JDK's own constructor is called.
 */
final class MadeObjects {
  private final ClassPatch patch;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private int[] pending = new int[8];
  private int depth;
  private int @Nullable [] pairs;
  private int count;

  MadeObjects(ClassPatch patch, int start, int length) {
    this.patch = patch;
    this.bytes = patch.pool().bytes;
    this.start = start;
    this.end = start + length;
  }

  /** Finds the pairs; whether there is any. */
  boolean find() {
    for (int at = start; at < end; at = Instructions.next(bytes, start, at)) {
      int opcode = bytes[at] & 0xff;
      if (opcode == Instructions.NEW && patch.makes(u2(bytes, at + 1))) {
        push(at);
      } else if (opcode == Instructions.INVOKESPECIAL && !constructor(at)) {
        return false;
      }
    }
    return depth == 0 && count > 0;
  }

  /** The offsets of the {@code new} instructions within the code, as stack maps name them. */
  BitSet origins() {
    BitSet origins = new BitSet();
    for (int i = 0; i < count; i++) {
      origins.set(made(i) - start);
    }
    return origins;
  }

  /** How many pairs there are. */
  int count() {
    return count;
  }

  /** The offset in the file of a pair's {@code new}. */
  int made(int i) {
    return pairs == null ? 0 : pairs[2 * i];
  }

  /** The offset in the file of a pair's {@code invokespecial}. */
  int called(int i) {
    return pairs == null ? 0 : pairs[2 * i + 1];
  }

  /** Takes a constructor call in; false if the method does not nest. */
  private boolean constructor(int at) {
    int method = u2(bytes, at + 1);
    int owner = patch.constructorOwner(method);
    if (owner == 0 || depth == 0) {
      return true; // another class's constructor, or a call of super(...) or this(...)
    }
    int made = pending[--depth];
    if (u2(bytes, made + 1) != owner) {
      return false;
    }
    if (patch.isReplaced(method) && (bytes[made + 3] & 0xff) == Instructions.DUP) {
      pair(made, at);
    }
    return true;
  }

  private void push(int at) {
    if (depth == pending.length) {
      pending = Arrays.copyOf(pending, 2 * depth);
    }
    pending[depth++] = at;
  }

  private void pair(int made, int called) {
    int[] known = pairs == null ? new int[8] : pairs;
    if (2 * count == known.length) {
      known = Arrays.copyOf(known, 4 * count);
    }
    known[2 * count] = made;
    known[2 * count + 1] = called;
    count++;
    pairs = known;
  }
}
