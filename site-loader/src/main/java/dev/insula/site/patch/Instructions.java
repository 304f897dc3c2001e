package dev.insula.site.patch;

/** The lengths of the JVM's instructions (JVMS 6.5), for a walk over a method's code. */
final class Instructions {
  static final int NOP = 0;
  static final int ILOAD = 21;
  static final int DUP = 89;
  static final int IRETURN = 172;
  static final int RETURN = 177;
  static final int INVOKEVIRTUAL = 182;
  static final int INVOKESPECIAL = 183;
  static final int INVOKESTATIC = 184;
  static final int INVOKEINTERFACE = 185;
  static final int NEW = 187;

  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int WIDE = 196;
  private static final int IINC = 132;
  private static final int LAST = 201;
  private static final byte[] LENGTHS = lengths();

  private Instructions() {}

  /** The offset of the instruction behind the one at {@code at}, in code that starts at start. */
  static int next(byte[] b, int start, int at) {
    int opcode = b[at] & 0xff;
    if (opcode > LAST) {
      throw new MalformedClass("opcode " + opcode + " is unknown");
    }
    int length = LENGTHS[opcode];
    return length > 0 ? at + length : nextOfVaryingLength(b, start, at, opcode);
  }

  private static int nextOfVaryingLength(byte[] b, int start, int at, int opcode) {
    if (opcode == WIDE) {
      return at + ((b[at + 1] & 0xff) == IINC ? 6 : 4);
    }
    int operands = start + ((at - start + 4) & ~3);
    long next;
    if (opcode == TABLESWITCH) {
      long low = ConstantPool.u4(b, operands + 4);
      long high = ConstantPool.u4(b, operands + 8);
      next = operands + 12 + 4 * (high - low + 1);
    } else {
      next = operands + 8 + 8L * ConstantPool.u4(b, operands + 4);
    }
    if (next <= at || next > b.length) {
      throw new MalformedClass("a switch instruction has an impossible number of cases");
    }
    return (int) next;
  }

  private static byte[] lengths() {
    byte[] lengths = new byte[LAST + 1];
    for (int opcode = 0; opcode <= LAST; opcode++) {
      lengths[opcode] = (byte) length(opcode);
    }
    return lengths;
  }

  private static int length(int opcode) {
    return switch (opcode) {
      case TABLESWITCH, LOOKUPSWITCH, WIDE -> 0;
      case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
      case 17, 19, 20, IINC, 178, 179, 180, 181, INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC -> 3;
      case NEW, 189, 192, 193, 198, 199 -> 3;
      case 197 -> 4;
      case INVOKEINTERFACE, 186, 200, 201 -> 5;
      default -> opcode >= 153 && opcode <= 168 ? 3 : 1; // the branches, and the rest
    };
  }
}
