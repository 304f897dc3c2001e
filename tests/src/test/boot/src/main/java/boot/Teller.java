package boot;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what it sees of its settings. */
@SpringBootApplication
@RestController
public class Teller {
  private final Environment environment;

  Teller(Environment environment) {
    this.environment = environment;
  }

  @GetMapping("/")
  String tell() {
    return System.getenv("MARK")
        + "|"
        + environment.getProperty("mark")
        + "|"
        + Arrays.toString(environment.getActiveProfiles())
        + "|"
        + environment.getProperty("greeting", "none")
        + "|"
        + System.getenv("TOLD")
        + "|"
        + environment.getProperty("local.server.port");
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Teller.class, arguments);
  }
}
