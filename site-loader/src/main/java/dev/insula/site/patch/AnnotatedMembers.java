package dev.insula.site.patch;

import dev.insula.site.patch.Replaces.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@link Replaces} annotations of one runtime class from its class file (JVMS 4.7.17),
 * without loading it: the host never initialises a runtime class.
 */
final class AnnotatedMembers {
  private static final String REPLACES = "L" + Replaces.class.getName().replace('.', '/') + ";";

  private final ConstantPool pool;
  private final byte[] bytes;
  private final String runtimeClass;
  private final List<Replacement> found = new ArrayList<>();
  private int at;

  private AnnotatedMembers(byte[] bytes) {
    this.pool = new ConstantPool(bytes);
    this.bytes = bytes;
    this.runtimeClass = pool.text(pool.className(ConstantPool.u2(bytes, pool.end() + 2)));
    this.at = pool.end() + 6;
  }

  static List<Replacement> of(byte[] classFile) {
    AnnotatedMembers members = new AnnotatedMembers(classFile);
    members.at += 2 + 2 * ConstantPool.u2(classFile, members.at);
    members.members();
    members.members();
    return members.found;
  }

  private void members() {
    for (int count = u2(); count > 0; count--) {
      u2();
      var standing = new Replacement.Standing(runtimeClass, pool.utf8(u2()), pool.utf8(u2()));
      for (int attributes = u2(); attributes > 0; attributes--) {
        String name = pool.utf8(u2());
        int next = at + 4 + ConstantPool.u4(bytes, at);
        at += 4;
        if (name.equals("RuntimeInvisibleAnnotations")) {
          annotations(standing);
        }
        at = next;
      }
    }
  }

  private void annotations(Replacement.Standing standing) {
    for (int count = u2(); count > 0; count--) {
      Values values = new Values();
      boolean replaces = pool.utf8(u2()).equals(REPLACES);
      for (int pairs = u2(); pairs > 0; pairs--) {
        String element = pool.utf8(u2());
        value(element, values);
      }
      if (replaces) {
        for (String owner : values.owners) {
          found.add(Replacement.of(owner, values, standing));
        }
      }
    }
  }

  private void value(String element, Values values) {
    switch (bytes[at++]) {
      case 'c' -> {
        String descriptor = pool.utf8(u2());
        values.owners.add(descriptor.substring(1, descriptor.length() - 1));
      }
      case 's' -> values.name = pool.utf8(u2());
      case 'e' -> {
        u2();
        values.kind = Kind.valueOf(pool.utf8(u2()));
      }
      case 'Z' -> {
        boolean flag = ConstantPool.u4(bytes, pool.entry(u2(), 3) + 1) != 0;
        switch (element) {
          case "refusedByReflection" -> values.refused = flag;
          case "shared" -> values.shared = flag;
          default -> throw unexpected(element);
        }
      }
      case '[' -> {
        for (int count = u2(); count > 0; count--) {
          value(element, values);
        }
      }
      default -> throw unexpected(element);
    }
  }

  private static MalformedClass unexpected(String element) {
    return new MalformedClass("annotation element " + element + " is not expected");
  }

  private int u2() {
    at += 2;
    return ConstantPool.u2(bytes, at - 2);
  }

  /** The elements of one annotation. */
  static final class Values {
    final List<String> owners = new ArrayList<>();
    String name = "";
    Kind kind = Kind.STATIC;
    boolean refused;
    boolean shared;
  }
}
