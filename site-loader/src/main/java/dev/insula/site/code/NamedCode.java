package dev.insula.site.code;

import dev.insula.site.state.SiteExit;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class of a site, or the static methods of one name in it; written {@code CLASS} or {@code
 * CLASS::METHOD}. To be used on a thread of the site: its class is initialised.
 */
public final class NamedCode {
  private static final String SEPARATOR = "::";

  private final String place;
  private final String written;
  private final Class<?> type;
  private final Optional<String> method;

  private NamedCode(String place, String written, Class<?> type, Optional<String> method) {
    this.place = place;
    this.written = written;
    this.type = type;
    this.method = method;
  }

  /**
   * Loads the class.
   *
   * @param place where the manifest names it, such as {@code sites.alpha.middleware[0]}
   * @throws CodeFault if there is none, or its static initialiser fails
   */
  public static NamedCode of(String place, String written, ClassLoader loader) throws CodeFault {
    int at = written.indexOf(SEPARATOR);
    String className = at < 0 ? written : written.substring(0, at);
    Optional<String> method =
        at < 0 ? Optional.empty() : Optional.of(written.substring(at + SEPARATOR.length()));
    try {
      return new NamedCode(place, written, Class.forName(className, true, loader), method);
    } catch (ClassNotFoundException e) {
      throw new CodeFault(place + ": there is no class " + className + " on the site's path");
    } catch (NoClassDefFoundError e) {
      throw new CodeFault(
          place + ": " + className + " needs a class that the site has not: " + missing(e), e);
    } catch (ExceptionInInitializerError e) {
      throw thrown(place, "the static initialiser of " + className, cause(e));
    } catch (LinkageError e) {
      throw new CodeFault(place + ": " + className + " cannot be loaded: " + e.getMessage(), e);
    } catch (Error e) {
      throw thrown(place, "the static initialiser of " + className, e);
    }
  }

  /** The class that is named, or that has the method. */
  public Class<?> type() {
    return type;
  }

  /** Whether a method is named. */
  public boolean isMethod() {
    return method.isPresent();
  }

  /** A fault about this code: the end of a sentence whose subject is the name as it is written. */
  public CodeFault fault(String end) {
    return new CodeFault(place + ": " + written + " " + end);
  }

  /**
   * The constructor, or the static method, that takes exactly these types; of several lists the
   * first that fits.
   *
   * @throws CodeFault if there is none
   */
  public Executable taking(List<List<Class<?>>> forms) throws CodeFault {
    List<Executable> candidates = candidates();
    for (List<Class<?>> form : forms) {
      for (Executable candidate : candidates) {
        if (List.of(candidate.getParameterTypes()).equals(form)) {
          return accessible(candidate);
        }
      }
    }
    throw fault(absence() + " that takes " + told(forms));
  }

  private String absence() {
    return isMethod() ? "is no static method" : "has no constructor";
  }

  private List<Executable> candidates() throws CodeFault {
    try {
      return method.isEmpty()
          ? List.of(type.getDeclaredConstructors())
          : Stream.<Executable>of(type.getDeclaredMethods())
              .filter(it -> it.getName().equals(method.get()))
              .filter(it -> Modifier.isStatic(it.getModifiers()))
              .toList();
    } catch (LinkageError e) {
      throw new CodeFault(place + ": " + written + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Executable accessible(Executable found) throws CodeFault {
    try {
      found.setAccessible(true);
      return found;
    } catch (RuntimeException e) {
      throw fault("is not accessible");
    }
  }

  private static String told(List<List<Class<?>>> forms) {
    return forms.stream()
        .map(form ->
            form.isEmpty()
                ? "nothing"
                : form.stream().map(Class::getTypeName).collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(" or "));
  }

  /**
   * What the constructor or static method gives.
   *
   * @throws CodeFault if it throws, gives null, or the class is abstract
   */
  public Object call(Executable callable, Object... arguments) throws CodeFault {
    String what = isMethod() ? written : "the constructor of " + written;
    try {
      Object made =
          switch (callable) {
            case Constructor<?> constructor -> constructor.newInstance(arguments);
            case Method called -> called.invoke(null, arguments);
          };
      if (made == null) {
        throw fault("returned null");
      }
      return made;
    } catch (InvocationTargetException e) {
      throw thrown(place, what, cause(e));
    } catch (InstantiationException e) {
      throw fault("is abstract; name a class that can be made, or a static method");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new CodeFault(place + ": " + what + " cannot be called: " + e, e);
    }
  }

  private static CodeFault thrown(String place, String what, Throwable thrown) {
    return thrown instanceof SiteExit exit
        ? new CodeFault(place + ": " + what + " called System.exit(" + exit.status() + ")", exit)
        : new CodeFault(place + ": " + what + " threw " + firstLine(thrown), thrown);
  }

  /** Its methods are the site's code and may fail themselves. */
  private static String firstLine(Throwable thrown) {
    try {
      return Arrays.asList(thrown.toString().split("\\R", 2)).getFirst();
    } catch (RuntimeException | StackOverflowError inItsOwnText) {
      return thrown.getClass().getName();
    }
  }

  /** The class's name, which is the end of what any loader says. */
  private static String missing(NoClassDefFoundError thrown) {
    String message = String.valueOf(thrown.getMessage());
    return message.substring(message.lastIndexOf(' ') + 1).replace('/', '.');
  }

  private static Throwable cause(Throwable wrapper) {
    Throwable cause = wrapper.getCause();
    return cause == null ? wrapper : cause;
  }

  @Override
  public String toString() {
    return written;
  }
}
