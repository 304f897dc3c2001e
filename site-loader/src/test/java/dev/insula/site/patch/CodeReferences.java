package dev.insula.site.patch;

import dev.insula.site.patch.Replaces.Kind;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;

/** Counts, by the JDK's own class file reader, the instructions that name a replaced member. */
final class CodeReferences {
  private CodeReferences() {}

  static long toReplaced(byte[] classFile) {
    return ClassFile.of().parse(classFile).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(CodeReferences::isReplaced)
        .count();
  }

  private static boolean isReplaced(CodeElement element) {
    if (element instanceof InvokeInstruction call) {
      boolean special = call.opcode() == Opcode.INVOKESPECIAL;
      return ProcessWideTable.standard()
          .find(call.owner().asInternalName(), call.name().stringValue(), call.type().stringValue())
          .filter(r -> special == (r.kind() == Kind.CONSTRUCTOR))
          .isPresent();
    }
    return element instanceof FieldInstruction field
        && ProcessWideTable.standard()
            .find(
                field.owner().asInternalName(),
                field.name().stringValue(),
                field.type().stringValue())
            .isPresent();
  }
}
