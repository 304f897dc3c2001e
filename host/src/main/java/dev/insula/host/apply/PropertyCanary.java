package dev.insula.host.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * What a probe's JVM runs: it has a canary among its System properties until its input ends. Knows
 * the JDK only, as nothing else of Insula's is in the room.
 */
public final class PropertyCanary {
  private PropertyCanary() {}

  /** Takes the canary from the first line of its input, as sites are told their properties. */
  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String canary = lines.readLine();
    if (canary != null) {
      System.setProperty("insula.canary.told", canary);
      System.out.println("ready");
      lines.readLine();
    }
  }
}
