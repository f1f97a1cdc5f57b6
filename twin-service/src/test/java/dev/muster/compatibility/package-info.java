/** Builds one version apart: what was stored stays readable, and nodes of a rolling upgrade understand each other. */
@NullMarked
package dev.muster.compatibility;

import org.jspecify.annotations.NullMarked;
