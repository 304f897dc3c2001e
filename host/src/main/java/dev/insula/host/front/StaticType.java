package dev.insula.host.front;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a file is, told by the end of its name.
 *
 * @param contentType the field's value
 * @param compressible whether a compressed neighbour makes sense
 */
record StaticType(String contentType, boolean compressible) {
  private static final StaticType UNKNOWN = new StaticType("application/octet-stream", false);

  /** Extensions by type; a star marks what compresses well. */
  private static final String TABLE =
      """
      text/html; charset=utf-8 * html htm
      text/css; charset=utf-8 * css
      text/javascript; charset=utf-8 * js mjs cjs
      text/plain; charset=utf-8 * txt text log conf ini toml
      text/csv; charset=utf-8 * csv
      text/markdown; charset=utf-8 * md markdown
      text/calendar; charset=utf-8 * ics
      text/vtt; charset=utf-8 * vtt
      text/vcard; charset=utf-8 * vcf
      application/json * json map
      application/ld+json * jsonld
      application/geo+json * geojson
      application/manifest+json * webmanifest
      application/xml * xml xsd xsl
      application/xhtml+xml * xhtml
      application/atom+xml * atom
      application/rss+xml * rss
      application/yaml * yaml yml
      application/wasm * wasm
      application/rtf * rtf
      image/svg+xml * svg
      image/bmp * bmp
      image/x-icon * ico
      font/ttf * ttf
      font/otf * otf
      application/vnd.ms-fontobject * eot
      font/woff - woff
      font/woff2 - woff2
      image/png - png
      image/apng - apng
      image/jpeg - jpg jpeg jfif
      image/gif - gif
      image/webp - webp
      image/avif - avif
      image/heic - heic
      image/jxl - jxl
      image/tiff - tif tiff
      audio/mpeg - mp3
      audio/mp4 - m4a
      audio/ogg - ogg oga opus
      audio/wav - wav
      audio/flac - flac
      audio/webm - weba
      video/mp4 - mp4 m4v
      video/webm - webm
      video/ogg - ogv
      video/quicktime - mov
      video/mp2t - ts
      application/vnd.apple.mpegurl - m3u8
      application/pdf - pdf
      application/zip - zip
      application/gzip - gz tgz
      application/x-bzip2 - bz2
      application/x-xz - xz
      application/zstd - zst
      application/x-7z-compressed - 7z
      application/x-tar - tar
      application/java-archive - jar war
      application/epub+zip - epub
      application/msword - doc
      application/vnd.ms-excel - xls
      application/vnd.ms-powerpoint - ppt
      application/vnd.openxmlformats-officedocument.wordprocessingml.document - docx
      application/vnd.openxmlformats-officedocument.spreadsheetml.sheet - xlsx
      application/vnd.openxmlformats-officedocument.presentationml.presentation - pptx
      application/vnd.oasis.opendocument.text - odt
      application/vnd.oasis.opendocument.spreadsheet - ods
      """;

  private static final Map<String, StaticType> BY_EXTENSION = byExtension();

  private static Map<String, StaticType> byExtension() {
    Map<String, StaticType> types = new HashMap<>();
    TABLE
        .lines()
        .forEach(line -> {
          boolean compressible = line.contains(" * ");
          int mark = line.indexOf(compressible ? " * " : " - ");
          StaticType type = new StaticType(line.substring(0, mark), compressible);
          for (String extension : line.substring(mark + 3).split(" ", -1)) {
            types.put(extension, type);
          }
        });
    return Map.copyOf(types);
  }

  /** By the characters behind the last dot, whatever their case. */
  static StaticType of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
  }
}
