package dev.aibridge.sandbox.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;

/// Any address: whatever it gets goes to the mailbox, and nothing stays in GreenMail.
///
/// @param address of the envelope
record Recipient(String address, Mailbox mailbox) implements GreenMailUser {

    @Override
    public void deliver(MovingMessage message) {
        deliver(message.getMessage());
    }

    @Override
    public void deliver(MimeMessage message) {
        mailbox.add(address, message);
    }

    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }

    @Override
    public String getPassword() {
        return "";
    }

    /// There are no accounts.
    @Override
    public void create() {}

    /// There are no accounts.
    @Override
    public void delete() {}

    /// There are no passwords.
    @Override
    public void setPassword(String password) {}

    /// There are no passwords.
    @Override
    public void authenticate(String password) {}
}
