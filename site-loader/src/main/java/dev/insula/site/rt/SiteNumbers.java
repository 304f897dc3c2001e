package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.SystemProperties;
import org.jspecify.annotations.Nullable;

/** Stands in for the number and truth types' readers of System properties. */
public final class SiteNumbers {
  private static final SystemProperties PROPERTIES = Own.state().properties();

  private SiteNumbers() {}

  private static @Nullable String value(@Nullable String name) {
    return name == null || name.isEmpty() ? null : PROPERTIES.value(name);
  }

  @Replaces(Boolean.class)
  public static boolean getBoolean(@Nullable String name) {
    return Boolean.parseBoolean(value(name));
  }

  @Replaces(Integer.class)
  public static @Nullable Integer getInteger(@Nullable String name) {
    return getInteger(name, null);
  }

  @Replaces(Integer.class)
  public static @Nullable Integer getInteger(@Nullable String name, int otherwise) {
    return getInteger(name, Integer.valueOf(otherwise));
  }

  @Replaces(Integer.class)
  public static @Nullable Integer getInteger(@Nullable String name, @Nullable Integer otherwise) {
    String value = value(name);
    if (value != null) {
      try {
        return Integer.decode(value);
      } catch (NumberFormatException e) {
        return otherwise;
      }
    }
    return otherwise;
  }

  @Replaces(Long.class)
  public static @Nullable Long getLong(@Nullable String name) {
    return getLong(name, null);
  }

  @Replaces(Long.class)
  public static @Nullable Long getLong(@Nullable String name, long otherwise) {
    return getLong(name, Long.valueOf(otherwise));
  }

  @Replaces(Long.class)
  public static @Nullable Long getLong(@Nullable String name, @Nullable Long otherwise) {
    String value = value(name);
    if (value != null) {
      try {
        return Long.decode(value);
      } catch (NumberFormatException e) {
        return otherwise;
      }
    }
    return otherwise;
  }
}
