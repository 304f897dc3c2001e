package dev.insula.config;

import java.util.Map;
import java.util.SequencedMap;

/** What is wrapped around a site's application object. */
public sealed interface Middleware {
  /**
   * A Python callable that takes the WSGI application and gives a WSGI application.
   *
   * @param arguments by keyword, beside the application: texts, whole numbers, booleans, and lists
   *     of these
   */
  record Wsgi(ObjectReference callable, SequencedMap<String, Object> arguments)
      implements Middleware {
    public Wsgi {
      arguments = Ordered.copyOf(arguments);
    }

    public Wsgi(ObjectReference callable) {
      this(callable, Ordered.copyOf(Map.of()));
    }

    @Override
    public String toString() {
      return arguments.isEmpty() ? callable.toString() : callable + " with " + arguments;
    }
  }

  /**
   * A Java filter or handler wrapper, made by its constructor or a static method.
   *
   * @param arguments by name; a servlet filter's init parameters
   */
  record JavaObject(JavaReference code, SequencedMap<String, String> arguments)
      implements Middleware {
    public JavaObject {
      arguments = Ordered.copyOf(arguments);
    }

    public JavaObject(JavaReference code) {
      this(code, Ordered.copyOf(Map.of()));
    }

    @Override
    public String toString() {
      return arguments.isEmpty() ? code.toString() : code + " with " + arguments;
    }
  }
}
