package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that is the death of whoever takes it. */
class DeadlyRequestTest {
  @Test
  void aDeadlyRequestIsTriedTwiceAtMost(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("app.py"),
        """
        import os, signal
        def application(environ, start_response):
            if environ["PATH_INFO"] == "/deadly":
                with open("deaths", "a") as deaths:
                    deaths.write("one\\n")
                os.kill(os.getpid(), signal.SIGKILL)
            start_response("200 OK", [("Content-Length", "4")])
            return [b"fine"]
        """);
    Path manifest =
        Files.writeString(
            folder.resolve("insula.yaml"),
            "sites:\n  shop: {hosts: [shop.test], wsgi: app, path: .}\n");
    try (Insula insula = Insula.run(manifest)) {
      assertEquals(502, insula.get("shop.test", "/deadly").status());
      assertEquals("fine", insula.get("shop.test", "/").text());
      List<String> deaths = Files.readAllLines(folder.resolve("deaths"));
      assertTrue(deaths.size() <= 2, deaths.toString());
    }
  }
}
