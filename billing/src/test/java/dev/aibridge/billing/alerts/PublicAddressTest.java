package dev.aibridge.billing.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom customers may have us call.
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1"
            })
    void ofOurOwnNetworkNone(String address) throws Exception {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1"
            })
    void ofThePublicInternetAll(String address) throws Exception {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "http://example.com",
                "ftp://example.com",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "https:///path",
                "https://user@example.com",
                "https://user:secret@example.com",
                "https://example.com:0",
                "https://example.com:65536",
                "https://example.com/#x",
                "https://exa mple.com",
                "https://example.com/\r\nHost: x",
                "https://例子.com",
                "https://example.com\\@10.0.0.1"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(PublicAddress.of(text, false)).isEmpty();
    }

    @Test
    void anAddressThatIsTooLongIsNone() {
        String longest = "https://example.com/" + "a".repeat(480);
        assertThat(PublicAddress.of(longest, false)).isPresent();
        assertThat(PublicAddress.of(longest + "a", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data"
            })
    void aNameOfOurOwnIsNotCalledInAnyNotation(String text) {
        assertThat(PublicAddress.of(text, false).filter(PublicAddressTest::isCalled)).isEmpty();
    }

    private static boolean isCalled(URI url) {
        try {
            return PublicAddress.resolve(url, false).isPresent();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Test
    void inATrialTheyAre() throws Exception {
        URI url = PublicAddress.of("http://127.0.0.1:8080/x?y=z", true).orElseThrow();
        assertThat(PublicAddress.resolve(url, true)).isPresent();
    }
}
