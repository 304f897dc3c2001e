package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Stands in for reflective questions about members. */
public final class SiteReflect {
  private static final Reflection REFLECTION = Own.state().reflection();

  private SiteReflect() {}

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Method getMethod(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return REFLECTION.method(owner.getMethod(name, parameters));
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Method getDeclaredMethod(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return REFLECTION.method(owner.getDeclaredMethod(name, parameters));
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Method[] getMethods(Class<?> owner) {
    return REFLECTION.methods(owner, owner.getMethods());
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Method[] getDeclaredMethods(Class<?> owner) {
    return REFLECTION.methods(owner, owner.getDeclaredMethods());
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Field getField(Class<?> owner, String name) throws NoSuchFieldException {
    return REFLECTION.field(owner.getField(name));
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Field getDeclaredField(Class<?> owner, String name) throws NoSuchFieldException {
    return REFLECTION.field(owner.getDeclaredField(name));
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Field[] getFields(Class<?> owner) {
    return REFLECTION.fields(owner, owner.getFields());
  }

  @Replaces(value = Class.class, kind = Kind.VIRTUAL)
  public static Field[] getDeclaredFields(Class<?> owner) {
    return REFLECTION.fields(owner, owner.getDeclaredFields());
  }
}
