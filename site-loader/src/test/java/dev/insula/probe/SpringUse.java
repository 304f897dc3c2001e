package dev.insula.probe;

import java.util.concurrent.Callable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks Spring's environment, expression language, resources and a generated class. */
public final class SpringUse implements Callable<String> {
  /** For the test. */
  public SpringUse() {}

  @Override
  public String call() throws Exception {
    StandardEnvironment environment = new StandardEnvironment();
    Object spoken =
        new SpelExpressionParser()
            .parseExpression("T(System).getProperty('who') + T(System).getenv('WHO')")
            .getValue();
    try (var context = new AnnotationConfigApplicationContext(Beans.class)) {
      return String.join(
          " ",
          environment.getProperty("who"),
          environment.getProperty("WHO"),
          "" + spoken,
          context.getBean("who", String.class),
          "" + new FileSystemResource("here.txt").contentLength(),
          UriComponentsBuilder.fromPath("/{who}").build(System.getProperty("who")).toString());
    }
  }

  /** Spring makes a subclass of it at run time. */
  @Configuration
  public static class Beans {
    /** A bean from the environment. */
    @Bean
    public String who(Environment environment) {
      return environment.getRequiredProperty("who");
    }
  }
}
