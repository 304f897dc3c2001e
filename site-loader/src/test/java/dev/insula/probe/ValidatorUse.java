package dev.insula.probe;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Asks Hibernate Validator what is wrong, in words of the default locale. */
public final class ValidatorUse implements Callable<String> {
  /** For the test. */
  public ValidatorUse() {}

  @Override
  public String call() {
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      return factory.getValidator().validate(new Form("")).stream()
          .map(violation -> violation.getMessage())
          .collect(Collectors.joining());
    }
  }

  /** A form with a required field. */
  public record Form(@NotBlank String name) {}
}
