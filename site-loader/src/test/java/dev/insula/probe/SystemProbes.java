package dev.insula.probe;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Properties, environment, streams. */
final class SystemProbes {
  private final ProbeSet probes;
  private final String who;

  SystemProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    properties();
    numbers();
    environment();
    streams();
  }

  private void properties() {
    probes.different("property", () -> System.getProperty("who"));
    probes.different("property with default", () -> System.getProperty("who", "none"));
    probes.different("properties", () -> System.getProperties().getProperty("who"));
    probes.different("working directory", () -> System.getProperty("user.dir"));
    probes.apart(
        "set property",
        () -> System.setProperty("set", who),
        () -> System.getProperty("set", "none"));
    probes.apart(
        "clear property",
        () -> {
          System.setProperty("clear.alpha", "x");
          System.setProperty("clear.beta", "x");
          System.clearProperty("clear." + who);
        },
        () -> System.getProperty("clear.alpha") + System.getProperty("clear.beta"));
    probes.apart(
        "replace properties",
        () -> {
          Properties copy = new Properties();
          copy.putAll(System.getProperties());
          copy.setProperty("replaced", who);
          System.setProperties(copy);
        },
        () -> System.getProperty("replaced"));
  }

  private void numbers() {
    probes.different(
        "boolean", () -> Boolean.getBoolean("is.alpha") + "" + Boolean.getBoolean("is.beta"));
    probes.different("integer", () -> "" + Integer.getInteger("number"));
    probes.different("integer or int", () -> "" + Integer.getInteger("number", 7));
    probes.different(
        "integer or Integer", () -> "" + Integer.getInteger("number", Integer.valueOf(7)));
    probes.different("long", () -> "" + Long.getLong("number"));
    probes.different("long or long", () -> "" + Long.getLong("number", 7));
    probes.different("long or Long", () -> "" + Long.getLong("number", Long.valueOf(7)));
  }

  private void environment() {
    probes.different("variable", () -> System.getenv("WHO"));
    probes.different("variables", () -> System.getenv().get("WHO"));
    probes.same("console", () -> "" + System.console());
    probes.same("inherited channel", () -> "" + System.inheritedChannel());
  }

  private void streams() {
    probes.different("out", () -> "" + System.identityHashCode(System.out));
    probes.different("err", () -> "" + System.identityHashCode(System.err));
    probes.different("in", () -> "" + System.identityHashCode(System.in));
    probes.apart(
        "set out", () -> System.setOut(new Named(System.out, who)), () -> System.out.toString());
    probes.apart(
        "set err", () -> System.setErr(new Named(System.err, who)), () -> System.err.toString());
    probes.apart(
        "set in",
        () -> System.setIn(new ByteArrayInputStream(who.getBytes(StandardCharsets.UTF_8))),
        () -> {
          InputStream in = System.in;
          in.reset();
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        });
  }

  private static final class Named extends PrintStream {
    private final String name;

    Named(PrintStream target, String name) {
      super(target, true, StandardCharsets.UTF_8);
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
