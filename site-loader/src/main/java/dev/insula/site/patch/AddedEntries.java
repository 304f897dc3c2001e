package dev.insula.site.patch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The constant pool entries that a patch appends; each Class only once. */
final class AddedEntries {
  private static final int MAX_ENTRIES = 65_535;

  private final Map<String, Integer> classes = new HashMap<>();
  private byte[] bytes = new byte[512];
  private int length;
  private int next;

  /** Entries that follow a pool of so many. */
  AddedEntries(int count) {
    this.next = count;
  }

  /** The number that the patched pool declares as its count. */
  int count() {
    if (next > MAX_ENTRIES) {
      throw new MalformedClass(
          "its constant pool has no room for the site's own copies of what it uses");
    }
    return next;
  }

  int length() {
    return length;
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, length);
  }

  int classEntry(Replacement r) {
    Integer known = classes.get(r.runtimeClass());
    if (known == null) {
      int name = utf8(r.runtimeClass());
      known = entry(ConstantPool.CLASS, name);
      classes.put(r.runtimeClass(), known);
    }
    return known;
  }

  int nameAndType(Replacement r) {
    int name = utf8(r.runtimeName());
    int descriptor = utf8(r.runtimeDescriptor());
    int index = entry(ConstantPool.NAME_AND_TYPE, name);
    write2(descriptor);
    return index;
  }

  int methodref(Replacement r) {
    int owner = classEntry(r);
    int nameAndType = nameAndType(r);
    int index = entry(ConstantPool.METHODREF, owner);
    write2(nameAndType);
    return index;
  }

  int utf8(String text) {
    int index = entry(ConstantPool.UTF8, text.length());
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i); // the names of runtime members are ASCII
    }
    return index;
  }

  private int entry(int tag, int first) {
    ensure(3);
    bytes[length++] = (byte) tag;
    write2(first);
    return next++;
  }

  private void write2(int value) {
    ensure(2);
    ConstantPool.putU2(bytes, length, value);
    length += 2;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
