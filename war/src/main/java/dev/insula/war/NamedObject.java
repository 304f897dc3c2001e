package dev.insula.war;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object that the manifest names: of a {@code CLASS} by its constructor, or by the static
 * method {@code CLASS::METHOD}.
 */
final class NamedObject {
  private static final String SEPARATOR = "::";

  private NamedObject() {}

  /**
   * Makes one of these types.
   *
   * @param rule what is told about code that makes something else, after its name
   */
  static <T> T of(String code, ClassLoader loader, Class<T> type, String rule) throws UnusableCode {
    Object made = of(code, loader);
    if (type.isInstance(made)) {
      return type.cast(made);
    }
    throw new UnusableCode(code + rule);
  }

  /** What the code makes, which for a method may be nothing. */
  private static @Nullable Object of(String code, ClassLoader loader) throws UnusableCode {
    int at = code.indexOf(SEPARATOR);
    String className = at < 0 ? code : code.substring(0, at);
    try {
      Class<?> named = Class.forName(className, true, loader);
      return at < 0
          ? byConstructor(named)
          : byMethod(code, named.getDeclaredMethod(code.substring(at + SEPARATOR.length())));
    } catch (ClassNotFoundException e) {
      throw new UnusableCode("the web application has no class " + className, e);
    } catch (NoSuchMethodException e) {
      String kind = at < 0 ? " has no constructor" : " is no static method";
      throw new UnusableCode(code + kind + " that takes nothing", e);
    } catch (InvocationTargetException | ExceptionInInitializerError e) {
      throw new UnusableCode(code + " cannot be made: " + e.getCause(), e);
    } catch (LinkageError e) {
      throw new UnusableCode(className + " cannot be loaded: " + e, e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnusableCode(code + " cannot be made: " + e, e);
    }
  }

  private static Object byConstructor(Class<?> named) throws ReflectiveOperationException {
    Constructor<?> constructor = named.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static @Nullable Object byMethod(String code, Method factory)
      throws ReflectiveOperationException, UnusableCode {
    if (!Modifier.isStatic(factory.getModifiers())) {
      throw new UnusableCode(code + " is not static");
    }
    factory.setAccessible(true);
    return factory.invoke(null);
  }
}
