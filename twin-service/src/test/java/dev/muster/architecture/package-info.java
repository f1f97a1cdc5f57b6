/** The layout as tests: who may see whom, and how large things may grow. */
@NullMarked
package dev.muster.architecture;

import org.jspecify.annotations.NullMarked;
