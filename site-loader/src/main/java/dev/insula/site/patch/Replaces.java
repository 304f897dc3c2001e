package dev.insula.site.patch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which member of the JDK the annotated static member of a runtime class stands in for. {@link
 * ProcessWideTable} is read from these annotations; there is no second list.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface Replaces {
  /** How the replaced member is referred to, which decides how its descriptor is derived. */
  enum Kind {
    /** A static method or static field: same descriptor. */
    STATIC,
    /** An instance method: its receiver becomes the first parameter. */
    VIRTUAL,
    /** A constructor: the annotated method returns the made object. */
    CONSTRUCTOR
  }

  /** The classes whose member is replaced; subclasses that inherit it are listed one by one. */
  Class<?>[] value();

  /** The replaced member's name, where the annotated member cannot carry the same one. */
  String name() default "";

  /** The kind of reference that is replaced. */
  Kind kind() default Kind.STATIC;

  /**
   * Whether {@code Class.getMethod} and its relatives refuse to hand the member out. For instance
   * methods whose original would end or change the whole JVM: a {@code Method} cannot be made to
   * call something else.
   */
  boolean refusedByReflection() default false;

  /**
   * Whether the JVM has it only once all the same: the stand-in does not isolate it, but tells the
   * site's ledger of the write and passes it on.
   */
  boolean shared() default false;
}
