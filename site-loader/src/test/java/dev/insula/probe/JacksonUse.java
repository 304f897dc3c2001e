package dev.insula.probe;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.Callable;

/** Writes a moment in the default locale and the default zone. */
// The old date type is what Jackson formats by the defaults.
@SuppressWarnings("JavaUtilDate")
public final class JacksonUse implements Callable<String> {
  /** For the test. */
  public JacksonUse() {}

  @Override
  public String call() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setDateFormat(new SimpleDateFormat("MMMM d HH"));
    mapper.setTimeZone(TimeZone.getDefault());
    return mapper.getSerializationConfig().getLocale()
        + " "
        + mapper.writeValueAsString(new Date(0))
        + " "
        + new ObjectMapper().writeValueAsString(new Holder(new Date(0)));
  }

  /** A value with a format of its own, whose locale is the default one. */
  public record Holder(@JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "EEEE") Date day) {}
}
