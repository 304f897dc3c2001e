/**
 * YAML text, written for people: imported manifests and the objects of a cluster; the only package
 * that knows how Jackson writes YAML.
 */
@NullMarked
package dev.insula.host.yaml;

import org.jspecify.annotations.NullMarked;
