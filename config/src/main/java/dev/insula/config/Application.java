package dev.insula.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What answers a site's requests; file names are absolute. */
public sealed interface Application {
  /** Whose code answers. */
  enum Kind {
    /** A Python interpreter's. */
    WSGI,
    /** A JVM's. */
    JAVA,
    /** Any program's. */
    COMMAND,
    /** The front's own; nothing of the site's runs. */
    FRONT
  }

  /** Whose code answers. */
  default Kind kind() {
    return switch (this) {
      case Wsgi _, WsgiDjango _ -> Kind.WSGI;
      case JavaObject _, War _, Boot _ -> Kind.JAVA;
      case Command _ -> Kind.COMMAND;
      case StaticFolder _, Proxy _, Redirect _ -> Kind.FRONT;
    };
  }

  /**
   * A WSGI callable (PEP 3333), or a function without arguments that makes one.
   *
   * @param module a module's dotted name, or the absolute name of its file
   */
  record Wsgi(String module, String attribute, boolean isFactory) implements Application {
    @Override
    public String toString() {
      return module + ":" + attribute + (isFactory ? "()" : "");
    }
  }

  /** The callable that the Django settings name in {@code WSGI_APPLICATION}. */
  record WsgiDjango() implements Application {
    @Override
    public String toString() {
      return "django";
    }
  }

  /**
   * An instance of a handler type.
   *
   * @param factory the static method without arguments that makes it; else the public constructor
   * @param path where its classes are, for one that is mounted in a WSGI site; else empty, as they
   *     are where the site's own are
   */
  record JavaObject(String className, Optional<String> factory, List<Path> path)
      implements Application {
    public JavaObject {
      path = List.copyOf(path);
    }

    /** One whose classes are the site's own. */
    public JavaObject(String className, Optional<String> factory) {
      this(className, factory, List.of());
    }

    /** The same with classes of its own. */
    public JavaObject withPath(List<Path> other) {
      return new JavaObject(className, factory, other);
    }

    @Override
    public String toString() {
      return className + factory.map(method -> "::" + method).orElse("");
    }
  }

  /**
   * A Servlet web application.
   *
   * @param migratesJavax whether it was written for {@code javax.servlet}
   */
  record War(Path file, boolean migratesJavax) implements Application {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** A Spring Boot jar. */
  record Boot(Path jar) implements Application {
    @Override
    public String toString() {
      return jar.toString();
    }
  }

  /** Any program that serves HTTP; {@code ${port}} and {@code ${socket}} are still in place. */
  record Command(List<String> arguments) implements Application {
    public Command {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      return String.join(" ", arguments);
    }
  }

  /** Files. */
  record StaticFolder(Path folder) implements Application {
    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /** A server that somebody else runs. */
  record Proxy(URI target) implements Application {
    @Override
    public String toString() {
      return target.toString();
    }
  }

  /** A redirect to the same path below another address. */
  record Redirect(URI target) implements Application {
    @Override
    public String toString() {
      return target.toString();
    }
  }
}
