package dev.insula.site.patch;

import static dev.insula.site.patch.ConstantPool.u2;
import static dev.insula.site.patch.ConstantPool.u4;

/** Where the methods of a class file are, and which they are (JVMS 4.1, 4.6). */
final class DeclaredMethods {
  private final ConstantPool pool;
  private final int countAt;
  private final int end;

  DeclaredMethods(ConstantPool pool) {
    this.pool = pool;
    int interfaces = pool.end() + 6;
    int fields = interfaces + 2 + 2 * u2(pool.bytes, interfaces);
    countAt = behind(fields);
    end = behind(countAt);
  }

  /** The offset of their number. */
  int countAt() {
    return countAt;
  }

  int count() {
    return u2(pool.bytes, countAt);
  }

  /** The offset of the first byte behind them. */
  int end() {
    return end;
  }

  boolean contains(Replacement member) {
    int at = countAt + 2;
    for (int left = count(); left > 0; left--, at = next(at)) {
      if (pool.utf8(u2(pool.bytes, at + 2)).equals(member.name())
          && pool.utf8(u2(pool.bytes, at + 4)).equals(member.descriptor())) {
        return true;
      }
    }
    return false;
  }

  private int behind(int count) {
    int at = count + 2;
    for (int left = u2(pool.bytes, count); left > 0; left--) {
      at = next(at);
    }
    return at;
  }

  private int next(int member) {
    byte[] b = pool.bytes;
    int at = member + 8;
    for (int left = u2(b, member + 6); left > 0; left--) {
      int length = u4(b, at + 2);
      if (length < 0 || length > b.length - at - 6) {
        throw new MalformedClass("an attribute is longer than the file");
      }
      at += 6 + length;
    }
    return at;
  }
}
