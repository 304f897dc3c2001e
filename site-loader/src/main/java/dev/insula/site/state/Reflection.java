package dev.insula.site.state;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.Replaces.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers reflective questions for process-wide members with the site's own. The question is
 * redirected, never {@code Method.invoke}, whose caller the JDK looks at.
 *
 * <p>Static methods, fields and all method handles are covered. A {@code Method} of an instance
 * method or a {@code Constructor} still names the JDK's; those that would end the JVM are refused.
 */
public final class Reflection {
  private static final ProcessWideTable TABLE = ProcessWideTable.standard();
  private static final ClassPatcher PATCHER = new ClassPatcher(TABLE);
  private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();

  private final SiteState site;

  Reflection(SiteState site) {
    this.site = site;
  }

  /** The class file of a class that the site's code defines at run time, patched. */
  public byte[] patch(byte[] classFile) {
    return PATCHER.patch("defined at run time by site " + site.name(), classFile);
  }

  /**
   * The method that the site means.
   *
   * @throws NoSuchMethodException if it is one that a site may not have
   */
  public Method method(Method found) throws NoSuchMethodException {
    Replacement replacement = replacement(found).orElse(null);
    if (replacement == null) {
      return found;
    }
    if (replacement.refusedByReflection()) {
      throw new NoSuchMethodException(
          replacement.inJava()
              + " is not available by reflection in site "
              + site.name()
              + ": it would act on the whole JVM. Call it directly, or use isolation: process.");
    }
    return replacement.kind() == Kind.STATIC ? standIn(replacement, found) : found;
  }

  /** The methods that the site means, without those that it may not have. */
  public Method[] methods(Class<?> owner, Method[] found) {
    if (TABLE.of(internalName(owner)).isEmpty()) {
      return found;
    }
    return Arrays.stream(found)
        .map(this::methodIfAllowed)
        .flatMap(Optional::stream)
        .toArray(Method[]::new);
  }

  private Optional<Method> methodIfAllowed(Method found) {
    Replacement replacement = replacement(found).orElse(null);
    if (replacement == null || replacement.kind() != Kind.STATIC) {
      return replacement != null && replacement.refusedByReflection()
          ? Optional.empty()
          : Optional.of(found);
    }
    return Optional.of(standIn(replacement, found));
  }

  /** The field that the site means. */
  public Field field(Field found) {
    return TABLE
        .find(
            internalName(found.getDeclaringClass()),
            found.getName(),
            found.getType().descriptorString())
        .map(this::standInField)
        .orElse(found);
  }

  /** The fields that the site means. */
  public Field[] fields(Class<?> owner, Field[] found) {
    return TABLE.of(internalName(owner)).isEmpty()
        ? found
        : Arrays.stream(found).map(this::field).toArray(Field[]::new);
  }

  /** A handle on the static method that the site means; empty if it is not replaced. */
  public Optional<MethodHandle> staticMethod(Class<?> owner, String name, MethodType type) {
    return find(owner, name, type, Kind.STATIC).map(r -> handle(r, type));
  }

  /** A handle on the instance method that the site means; empty if it is not replaced. */
  public Optional<MethodHandle> virtualMethod(Class<?> owner, String name, MethodType type) {
    return find(owner, name, type, Kind.VIRTUAL)
        .map(r -> handle(r, type.insertParameterTypes(0, owner)));
  }

  /** A handle on the constructor that the site means; empty if it is not replaced. */
  public Optional<MethodHandle> constructor(Class<?> owner, MethodType type) {
    return find(owner, "<init>", type, Kind.CONSTRUCTOR)
        .map(r -> handle(r, type.changeReturnType(owner)));
  }

  /** A handle on the static field that the site means; empty if it is not replaced. */
  public Optional<VarHandle> staticField(Class<?> owner, String name, Class<?> type) {
    return TABLE
        .find(internalName(owner), name, type.descriptorString())
        .map(this::standInField)
        .map(Reflection::variable);
  }

  private static VarHandle variable(Field field) {
    try {
      return PUBLIC.unreflectVarHandle(field);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Replacement> find(Class<?> owner, String name, MethodType type, Kind kind) {
    return TABLE
        .find(internalName(owner), name, type.descriptorString())
        .filter(r -> r.kind() == kind);
  }

  private static Optional<Replacement> replacement(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String name = internalName(owner);
    return TABLE.of(name).isEmpty()
        ? Optional.empty()
        : TABLE.find(name, method.getName(), type(method).descriptorString());
  }

  private static MethodType type(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }

  private MethodHandle handle(Replacement replacement, MethodType type) {
    try {
      Class<?> runtime = runtimeClass(replacement);
      MethodType own =
          MethodType.fromMethodDescriptorString(replacement.runtimeDescriptor(), site.loader());
      return PUBLIC.findStatic(runtime, replacement.runtimeName(), own).asType(type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Method standIn(Replacement replacement, Method found) {
    try {
      return runtimeClass(replacement)
          .getMethod(replacement.runtimeName(), found.getParameterTypes());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Field standInField(Replacement replacement) {
    try {
      return runtimeClass(replacement).getField(replacement.runtimeName());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Class<?> runtimeClass(Replacement replacement) throws ClassNotFoundException {
    return Class.forName(replacement.runtimeClass().replace('/', '.'), true, site.loader());
  }

  private static String internalName(Class<?> owner) {
    return Objects.requireNonNull(owner).getName().replace('.', '/');
  }
}
