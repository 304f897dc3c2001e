/**
 * From YAML text to a checked manifest or to all of its problems; the only package that knows
 * SnakeYAML.
 *
 * <p>One direction: {@code SourceFile} bounds and decodes the bytes, {@code TreeReader} makes a
 * located tree of them, the key tables ({@code HostKeys}, {@code SiteKeys} and so on) say what may
 * stand where, {@code Section} reads a table's keys, {@code SiteReader} and {@code ManifestReader}
 * make records of the values.
 */
@NullMarked
package dev.insula.config.read;

import org.jspecify.annotations.NullMarked;
