using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Reconfiguration;

/// <summary>A client that supports FORCERENEW with a nonce, and believes nothing that RFC 6704 tells it not to.</summary>
internal sealed class TestClient4(Bench bench, byte number = 1)
{
    public Ip4 Address { get; private set; }

    public byte[]? Nonce { get; private set; }

    public ulong LastReplay { get; private set; }

    /// <summary>What the last ACK was.</summary>
    public Packet4 Ack { get; private set; } = new();

    public void Lease(bool isCapable = true)
    {
        var discover = new Query(MessageType4.Discover) { Client = number };
        var request = new Query(MessageType4.Request) { Client = number };
        if (isCapable)
        {
            discover.With(OptionCode4.ForceRenewNonceCapable, 1);
            request.With(OptionCode4.ForceRenewNonceCapable, 1);
        }

        var offer = bench.Send(discover)!;
        Assert.Equal(isCapable && bench.Engine.Settings.Reconfigure != Model.Settings.ReconfigureMode.Off, offer.HasOption(OptionCode4.ForceRenewNonceCapable));
        Assert.False(offer.HasOption(OptionCode4.Authentication));
        Take(bench.Send(request.With(OptionCode4.RequestedAddress, offer.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address).With(OptionCode4.ParameterRequestList, 6, 42))!);
    }

    public void Renew() => Take(bench.Send(
        new Query(MessageType4.Request) { Client = number, Ciaddr = Address, Source = Address, Destination = Bench.Eth0.Address }
            .With(OptionCode4.ForceRenewNonceCapable, 1).With(OptionCode4.ParameterRequestList, 6, 42))!);

    /// <summary>True when the message is for this client, signed with its nonce, and newer than all before it.</summary>
    public bool Believes(Departure4 departure)
    {
        byte[] bytes = departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
        var message = new Packet4();
        Assert.Equal(Wire.Cursor.DecodeError.None, message.Decode(bytes, 0, bytes.Length));
        Assert.Equal(MessageType4.ForceRenew, message.MessageType);
        if (departure.Destination != Address || departure.DestinationPort != 68 || Nonce is null
            || !message.TryAddressOption(OptionCode4.ServerIdentifier, out var server) || server != Bench.Eth0.Address
            || !message.TryOption(OptionCode4.Authentication, out var body)
            || !ReconfigureAuthentication.TryReadDigest(body, out var digest, out ulong replay) || replay <= LastReplay)
        {
            return false;
        }

        // The digest is the last 16 bytes of option 90; it was zero when it was taken.
        byte[] told = digest.ToArray();
        int at = bytes.AsSpan().IndexOf(told);
        bytes.AsSpan(at, 16).Clear();
        LastReplay = replay;
        return Digest(Nonce, bytes).AsSpan().SequenceEqual(told);
    }

    private void Take(Packet4 ack)
    {
        Assert.Equal(MessageType4.Ack, ack.MessageType);
        Address = ack.Yiaddr;
        Ack = ack;
        if (ack.TryOption(OptionCode4.Authentication, out var body))
        {
            Assert.True(ReconfigureAuthentication.TryReadKey(body, out var nonce, out ulong replay));
            Nonce = nonce.ToArray();
            Assert.True(replay > LastReplay);
            LastReplay = replay;
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 6704 knows no other algorithm.")]
    private static byte[] Digest(byte[] key, byte[] message) => HMACMD5.HashData(key, message);
}
