package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Reflection;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.util.Optional;

/** Stands in for the look-ups of method handles, and for defining classes through one. */
public final class SiteHandles {
  private static final Reflection REFLECTION = Own.state().reflection();

  private SiteHandles() {}

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static MethodHandle findStatic(Lookup lookup, Class<?> owner, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Optional<MethodHandle> own = REFLECTION.staticMethod(owner, name, type);
    return own.isPresent() ? own.get() : lookup.findStatic(owner, name, type);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static MethodHandle findVirtual(
      Lookup lookup, Class<?> owner, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Optional<MethodHandle> own = REFLECTION.virtualMethod(owner, name, type);
    return own.isPresent() ? own.get() : lookup.findVirtual(owner, name, type);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static MethodHandle findConstructor(Lookup lookup, Class<?> owner, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Optional<MethodHandle> own = REFLECTION.constructor(owner, type);
    return own.isPresent() ? own.get() : lookup.findConstructor(owner, type);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static MethodHandle findStaticGetter(
      Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    Optional<VarHandle> own = REFLECTION.staticField(owner, name, type);
    return own.isPresent()
        ? own.get().toMethodHandle(AccessMode.GET)
        : lookup.findStaticGetter(owner, name, type);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static VarHandle findStaticVarHandle(
      Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    Optional<VarHandle> own = REFLECTION.staticField(owner, name, type);
    return own.isPresent() ? own.get() : lookup.findStaticVarHandle(owner, name, type);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static Class<?> defineClass(Lookup lookup, byte[] bytes) throws IllegalAccessException {
    return lookup.defineClass(REFLECTION.patch(bytes));
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static Lookup defineHiddenClass(
      Lookup lookup, byte[] bytes, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClass(REFLECTION.patch(bytes), initialize, options);
  }

  @Replaces(value = Lookup.class, kind = Kind.VIRTUAL)
  public static Lookup defineHiddenClassWithClassData(
      Lookup lookup, byte[] bytes, Object data, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClassWithClassData(
        REFLECTION.patch(bytes), data, initialize, options);
  }
}
