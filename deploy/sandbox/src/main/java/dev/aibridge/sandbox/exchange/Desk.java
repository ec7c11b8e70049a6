package dev.aibridge.sandbox.exchange;

import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.faults.Fault;
import org.jspecify.annotations.Nullable;

/// Decides what a vendor does about a call, in the vendor's dialect.
public interface Desk {

    /// Decides about a call whose body is complete.
    ///
    /// @param seq the sandbox's number of the request
    /// @param fault played with the answer; null for none
    Reply reply(Call call, long seq, @Nullable Fault fault);

    /// Refuses a body of which only the beginning was read.
    Reply tooLarge(long seq, int limitBytes);

    /// The words in which a fault of that path is put.
    ///
    /// @param path under the vendor's base: `/v1/messages`
    Dialect dialect(String path);
}
