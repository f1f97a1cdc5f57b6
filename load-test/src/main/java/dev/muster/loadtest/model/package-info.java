/** What a model to be loaded consists of, and loading it over HTTP. */
@NullMarked
package dev.muster.loadtest.model;

import org.jspecify.annotations.NullMarked;
