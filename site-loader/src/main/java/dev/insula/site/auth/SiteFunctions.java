package dev.insula.site.auth;

import com.sun.net.httpserver.BasicAuthenticator;
import dev.insula.site.code.CodeFault;
import dev.insula.site.code.NamedCode;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the functions that the rules name, out of types of the JDK. A class that several rules name
 * is made once.
 */
final class SiteFunctions {
  private static final List<Class<?>> CHARACTERS = List.of(String.class, char[].class);
  private static final List<Class<?>> TEXTS = List.of(String.class, String.class);

  private final ClassLoader loader;
  private final Map<String, Object> made = new HashMap<>();

  SiteFunctions(ClassLoader loader) {
    this.loader = loader;
  }

  /** The check of that name. */
  PasswordCheck check(String place, String name) throws CodeFault {
    NamedCode code = NamedCode.of(place, name, loader);
    if (code.isMethod()) {
      return byMethod(code);
    }
    return switch (instance(code)) {
      case BasicAuthenticator authenticator ->
          (user, password) -> authenticator.checkCredentials(user, new String(password));
      case BiPredicate<?, ?> predicate -> {
        // Nothing at run time tells what it takes; a wrong type shows with the first request.
        @SuppressWarnings("unchecked")
        BiPredicate<String, char[]> typed = (BiPredicate<String, char[]>) predicate;
        yield typed::test;
      }
      default ->
          throw code.fault(
              "is no check of passwords; it must be a java.util.function.BiPredicate<String,"
                  + " char[]>, a com.sun.net.httpserver.BasicAuthenticator, or a static method");
    };
  }

  private static PasswordCheck byMethod(NamedCode code) throws CodeFault {
    Executable found = code.taking(List.of(CHARACTERS, TEXTS));
    if (!(found instanceof Method method) || !isBoolean(method.getReturnType())) {
      throw code.fault("checks passwords, so it must return a boolean");
    }
    boolean takesCharacters = method.getParameterTypes()[1].equals(char[].class);
    return (user, password) ->
        Boolean.TRUE.equals(call(method, user, takesCharacters ? password : new String(password)));
  }

  private static boolean isBoolean(Class<?> type) {
    return type.equals(boolean.class) || type.equals(Boolean.class);
  }

  /** The groups by that name. */
  GroupLookup groups(String place, String name) throws CodeFault {
    NamedCode code = NamedCode.of(place, name, loader);
    if (code.isMethod()) {
      Executable found = code.taking(List.of(List.of(String.class)));
      if (!(found instanceof Method method)
          || !Collection.class.isAssignableFrom(method.getReturnType())) {
        throw code.fault("tells groups, so it must return a java.util.Collection<String>");
      }
      return user -> names(call(method, user));
    }
    if (instance(code) instanceof Function<?, ?> function) {
      @SuppressWarnings("unchecked")
      Function<String, @Nullable Object> typed = (Function<String, @Nullable Object>) function;
      return user -> names(typed.apply(user));
    }
    throw code.fault(
        "tells no groups; it must be a java.util.function.Function<String, Collection<String>>, or"
            + " a static method");
  }

  private static Set<String> names(@Nullable Object told) {
    Set<String> names = new HashSet<>();
    if (told instanceof Collection<?> groups) {
      groups.forEach(group -> names.add(String.valueOf(group)));
    }
    return names;
  }

  private Object instance(NamedCode code) throws CodeFault {
    Object known = made.get(code.toString());
    if (known != null) {
      return known;
    }
    Object fresh = code.call(code.taking(List.of(List.of())));
    made.put(code.toString(), fresh);
    return fresh;
  }

  private static @Nullable Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called.", e);
    }
  }

  private static RuntimeException unchecked(Throwable thrown) {
    return switch (thrown) {
      case Error error -> throw error;
      case RuntimeException unchecked -> unchecked;
      default -> new UndeclaredThrowableException(thrown);
    };
  }
}
