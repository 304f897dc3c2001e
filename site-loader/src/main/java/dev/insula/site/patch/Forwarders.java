package dev.insula.site.patch;

import java.io.ByteArrayOutputStream;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Static methods that a class inherits from a replaced class of the JDK, declared anew by the class
 * itself. Where {@code MyZone extends TimeZone}, a call of {@code MyZone.setDefault} names no class
 * of the table, and nothing at the call tells what {@code MyZone} is; its own class file does. Each
 * forwarder is public, static and synthetic, and calls the stand-in.
 */
final class Forwarders {
  private static final int FLAGS = 0x1009; // public, static, synthetic
  private static final int LONGEST_STACK = 2;

  private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
  private int count;

  Forwarders(List<Replacement> rows, DeclaredMethods declared, AddedEntries added) {
    int code = 0;
    for (Replacement row : rows) {
      if (!declared.contains(row)) {
        code = code == 0 ? added.utf8("Code") : code;
        add(row, code, added);
      }
    }
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return methods.toByteArray();
  }

  private void add(Replacement row, int codeName, AddedEntries added) {
    write2(FLAGS);
    write2(added.utf8(row.name()));
    write2(added.utf8(row.descriptor()));
    write2(1);
    byte[] code = code(row, added.methodref(row));
    int size = slots(row.descriptor());
    write2(codeName);
    write4(12 + code.length);
    write2(Math.max(size, LONGEST_STACK));
    write2(size);
    write4(code.length);
    methods.writeBytes(code);
    write2(0);
    write2(0);
    count++;
  }

  private static byte[] code(Replacement row, int reference) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(row.descriptor());
    int slot = 0;
    for (var parameter : type.parameterList()) {
      String of = parameter.descriptorString();
      code.write(Instructions.ILOAD + kind(of));
      code.write(slot);
      slot += width(of);
    }
    code.write(Instructions.INVOKESTATIC);
    code.write(reference >> 8);
    code.write(reference);
    String result = type.returnType().descriptorString();
    code.write(result.equals("V") ? Instructions.RETURN : Instructions.IRETURN + kind(result));
    return code.toByteArray();
  }

  private static int slots(String descriptor) {
    return MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
        .mapToInt(it -> width(it.descriptorString()))
        .sum();
  }

  /** The load and return instructions are in the order int, long, float, double, reference. */
  private static int kind(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'J' -> 1;
      case 'F' -> 2;
      case 'D' -> 3;
      case 'L', '[' -> 4;
      default -> 0;
    };
  }

  private static int width(String descriptor) {
    return descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
  }

  private void write2(int value) {
    methods.write(value >> 8);
    methods.write(value);
  }

  private void write4(int value) {
    write2(value >>> 16);
    write2(value);
  }
}
