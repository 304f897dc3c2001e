package dev.insula.config;

import java.util.Optional;

/** What is wrapped around a site's application object. */
public sealed interface Middleware {
  /** A Python callable that takes the WSGI application and gives a WSGI application. */
  record Wsgi(ObjectReference callable) implements Middleware {}

  /** A Java handler wrapper or servlet filter, made by its constructor or a static factory. */
  record JavaObject(String className, Optional<String> factory) implements Middleware {}
}
