package dev.aibridge.bench;

import java.io.IOException;
import java.net.http.HttpResponse;

/// Something that answers addresses to somebody who is signed in.
interface Site {

    /// Loads what is at an address.
    ///
    /// @throws BenchFailed when it is answered with anything but itself
    HttpResponse<byte[]> load(String path) throws BenchFailed, IOException, InterruptedException;
}
