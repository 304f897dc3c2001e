package dev.insula.host.front;

import io.undertow.util.DateUtils;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * One representation of a file: as it is, or a compressed neighbour.
 *
 * @param coding its content coding; empty for none
 * @param fileName where its bytes are
 * @param stamp the file's stamp
 * @param tag its entity tag
 * @param lastModified its date, as the field spells it
 * @param content its bytes, if they were read into memory
 */
@SuppressWarnings("ArrayRecordComponent") // Shared by all answers and never changed.
record StaticVariant(
    String coding,
    String fileName,
    StaticStamp stamp,
    String tag,
    String lastModified,
    byte @Nullable [] content) {

  static StaticVariant of(String coding, String fileName, StaticStamp stamp, Instant now) {
    String date = DateUtils.toDateString(Date.from(stamp.modified()));
    return new StaticVariant(coding, fileName, stamp, stamp.tag(now), date, null);
  }

  StaticVariant with(byte[] read) {
    return new StaticVariant(coding, fileName, stamp, tag, lastModified, read);
  }

  long modifiedSeconds() {
    return stamp.modified().getEpochSecond();
  }

  /** A date is a strong validator only if the second it names was over (RFC 9110 8.8.2.2). */
  boolean hasStrongDate(Instant now) {
    return now.getEpochSecond() - modifiedSeconds() > 1;
  }
}
