package dev.insula.site.patch;

import dev.insula.site.patch.Replaces.Kind;

/**
 * One row of the table: a process-wide member of the JDK and what stands in for it. Class names are
 * internal ones ({@code java/lang/System}).
 *
 * @param owner the class that the reference names
 * @param name the member's name; {@code <init>} for a constructor
 * @param descriptor the member's descriptor
 * @param kind how the member is referred to
 * @param runtimeClass the runtime class with the stand-in
 * @param runtimeName the stand-in's name
 * @param runtimeDescriptor the stand-in's descriptor
 * @param refusedByReflection see {@link Replaces#refusedByReflection}
 * @param shared see {@link Replaces#shared}
 */
public record Replacement(
    String owner,
    String name,
    String descriptor,
    Kind kind,
    String runtimeClass,
    String runtimeName,
    String runtimeDescriptor,
    boolean refusedByReflection,
    boolean shared) {

  /** Whether the member is a field. */
  public boolean isField() {
    return !descriptor.startsWith("(");
  }

  /** The member as Java writes it, such as {@code java.lang.System.getProperty(String)}. */
  public String inJava() {
    return MemberText.of(owner, name, descriptor);
  }

  static Replacement of(String owner, AnnotatedMembers.Values values, Standing standing) {
    Kind kind = values.kind;
    return new Replacement(
        owner,
        kind == Kind.CONSTRUCTOR ? "<init>" : values.name.isEmpty() ? standing.name() : values.name,
        replacedDescriptor(kind, standing.descriptor()),
        kind,
        standing.runtimeClass(),
        standing.name(),
        standing.descriptor(),
        values.refused,
        values.shared);
  }

  private static String replacedDescriptor(Kind kind, String descriptor) {
    return switch (kind) {
      case STATIC -> descriptor;
      case VIRTUAL -> "(" + descriptor.substring(descriptor.indexOf(';') + 1);
      case CONSTRUCTOR -> descriptor.substring(0, descriptor.indexOf(')') + 1) + "V";
    };
  }

  /** The member of a runtime class that carries the annotation. */
  record Standing(String runtimeClass, String name, String descriptor) {}
}
