package dev.insula.site.patch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the entries of a class file's constant pool are (JVMS 4.4). Reads in place; an index or
 * offset outside the file shows as {@link IndexOutOfBoundsException}.
 */
final class ConstantPool {
  static final int UTF8 = 1;
  static final int CLASS = 7;
  static final int FIELDREF = 9;
  static final int METHODREF = 10;
  static final int INTERFACE_METHODREF = 11;
  static final int NAME_AND_TYPE = 12;
  static final int METHOD_HANDLE = 15;

  private static final int MAGIC = 0xCAFEBABE;

  /** The bytes of an entry by its tag (JVMS 4.4); of a Utf8 without the text; 0 if unknown. */
  private static final byte[] LENGTHS = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  final byte[] bytes;
  private final int[] offsets;
  private final int end;

  ConstantPool(byte[] bytes) {
    if (u4(bytes, 0) != MAGIC) {
      throw new MalformedClass("it does not begin with the magic number of a class file");
    }
    this.bytes = bytes;
    this.offsets = new int[u2(bytes, 8)];
    int at = 10;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = at;
      int tag = bytes[at];
      int length = tag > 0 && tag < LENGTHS.length ? LENGTHS[tag] : 0;
      if (length == 0) {
        throw new MalformedClass("constant pool tag " + tag + " is unknown");
      }
      at += tag == UTF8 ? length + u2(bytes, at + 1) : length;
      if (length == 9) {
        i++; // a long or a double takes two indices (JVMS 4.4.5)
      }
    }
    if (at > bytes.length) {
      throw new MalformedClass("its constant pool is cut off");
    }
    this.end = at;
  }

  /** One more than the largest index. */
  int count() {
    return offsets.length;
  }

  /** The offset of the first byte behind the pool. */
  int end() {
    return end;
  }

  /** The offset of an entry's tag; 0 for the second index of a long or double. */
  int offset(int index) {
    return offsets[index];
  }

  int tag(int index) {
    int at = offsets[index];
    return at == 0 ? 0 : bytes[at];
  }

  /** The entry's offset, after checking that it is of this kind. */
  int entry(int index, int tag) {
    int at = offsets[index];
    if (at == 0 || bytes[at] != tag) {
      throw new MalformedClass("constant pool entry " + index + " is not of kind " + tag);
    }
    return at;
  }

  /** The first or only index that an entry holds. */
  int first(int index) {
    return u2(bytes, offsets[index] + 1);
  }

  /** The second index that an entry holds. */
  int second(int index) {
    return u2(bytes, offsets[index] + 3);
  }

  /** The offset of the Utf8 entry that names the class at this index. */
  int className(int classIndex) {
    return entry(u2(bytes, entry(classIndex, CLASS) + 1), UTF8);
  }

  boolean isUtf8(int at, byte[] wanted) {
    int length = u2(bytes, at + 1);
    return length == wanted.length
        && Arrays.equals(bytes, at + 3, at + 3 + length, wanted, 0, length);
  }

  /**
   * The text of the Utf8 entry at this offset. Names outside ASCII do not occur in what is read.
   */
  String text(int at) {
    return new String(bytes, at + 3, u2(bytes, at + 1), StandardCharsets.UTF_8);
  }

  /** The text of the Utf8 entry at this index. */
  String utf8(int index) {
    return text(entry(index, UTF8));
  }

  static int u2(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }

  static int u4(byte[] b, int at) {
    return u2(b, at) << 16 | u2(b, at + 2);
  }

  static void putU2(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 8);
    b[at + 1] = (byte) value;
  }

  static void putU4(byte[] b, int at, int value) {
    putU2(b, at, value >>> 16);
    putU2(b, at + 2, value);
  }
}
