/** Imports and exports of the asset model as files, over HTTP. */
@NullMarked
package dev.muster.twinservice.http.api.exchange;

import org.jspecify.annotations.NullMarked;
