package dev.insula.site.patch;

import static dev.insula.site.patch.ConstantPool.putU2;
import static dev.insula.site.patch.ConstantPool.u2;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A walk over one StackMapTable (JVMS 4.7.4) that takes objects whose making was replaced off the
 * operand stacks: where {@code new} and {@code dup} had left two references to the unmade object,
 * there is now nothing.
 */
final class StackFrames {
  private static final int OBJECT = 7;
  private static final int UNINITIALIZED = 8;

  private final byte[] bytes;
  private final BitSet unmade;
  private int at;
  private boolean inLocals;

  /** Frames at {@code entries}; {@code unmade} holds the offsets of the replaced {@code new}. */
  StackFrames(byte[] bytes, int entries, BitSet unmade) {
    this.bytes = bytes;
    this.at = entries;
    this.unmade = unmade;
  }

  /** Whether only operand stacks, no local variables, hold the unmade objects. */
  boolean areOnStacksOnly() {
    walk(null, bytes);
    return !inLocals;
  }

  /** Cuts them out, and lowers the stacks' sizes in {@code patched}. */
  void cut(Cuts cuts, byte[] patched) {
    walk(cuts, patched);
  }

  private void walk(@Nullable Cuts cuts, byte[] patched) {
    int count = u2(bytes, at);
    at += 2;
    for (; count > 0; count--) {
      int type = bytes[at++] & 0xff;
      if (type >= 64 && type <= 127) {
        types(1);
      } else if (type == 247) {
        at += 2;
        types(1);
      } else if (type >= 248 && type <= 251) {
        at += 2;
      } else if (type >= 252 && type <= 254) {
        at += 2;
        types(type - 251);
      } else if (type == 255) {
        fullFrame(cuts, patched);
      } else if (type > 127) {
        throw new MalformedClass("stack map frame type " + type + " is unknown");
      }
    }
  }

  private void fullFrame(@Nullable Cuts cuts, byte[] patched) {
    at += 4;
    types(u2(bytes, at - 2));
    int size = at;
    int count = u2(bytes, size);
    int left = count;
    at += 2;
    for (; count > 0; count--) {
      boolean cut = isUnmade();
      if (cut && cuts != null) {
        cuts.add(at, 3);
        left--;
      }
      at += length();
    }
    if (cuts != null) {
      putU2(patched, size, left);
    }
  }

  private void types(int count) {
    for (; count > 0; count--) {
      inLocals |= isUnmade();
      at += length();
    }
  }

  private boolean isUnmade() {
    return bytes[at] == UNINITIALIZED && unmade.get(u2(bytes, at + 1));
  }

  private int length() {
    return bytes[at] == OBJECT || bytes[at] == UNINITIALIZED ? 3 : 1;
  }
}
