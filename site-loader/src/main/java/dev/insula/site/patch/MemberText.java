package dev.insula.site.patch;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.Collectors;

/** Writes a member of a class file as Java source would name it. */
final class MemberText {
  private MemberText() {}

  static String of(String owner, String name, String descriptor) {
    String type = owner.replace('/', '.').replace('$', '.');
    if (!descriptor.startsWith("(")) {
      return type + "." + name;
    }
    String parameters =
        MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
            .map(ClassDesc::displayName)
            .map(p -> p.replace('$', '.'))
            .collect(Collectors.joining(", ", "(", ")"));
    return (name.equals("<init>") ? "new " + type : type + "." + name) + parameters;
  }
}
