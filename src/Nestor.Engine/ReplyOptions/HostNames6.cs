using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>The client's domain name (option 39, RFC 4704): what is stored and what is sent back.</summary>
public static class HostNames6
{
    private static readonly LogId ReceivedId = LogId.Debug(50, "DHCP6_DDNS_RECEIVE_FQDN");
    private static readonly LogId EmptyId = LogId.Debug(50, "DHCP6_CLIENT_FQDN_SCRUBBED_EMPTY");
    private static readonly LogId ReplyId = LogId.Debug(50, "DHCP6_DDNS_RESPONSE_FQDN_DATA");

    /// <summary>Stage: works out the name that leases are stored with, lower case.</summary>
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        Choose(exchange);
        if (engine.Loggers.Ddns.Threshold == Severity.Debug && exchange.Query.HasOption(OptionCode6.ClientFqdn))
        {
            engine.Loggers.Ddns.Write(ReceivedId, $"{new QueryLabel(exchange)}: option 39, of which the name {exchange.Hostname} is made");
            if (exchange.Hostname.IsEmpty)
            {
                engine.Loggers.Ddns.Write(EmptyId, $"{new QueryLabel(exchange)}: nothing that may stand in a name is left of option 39");
            }
        }

        return Verdict.Continue;
    }

    /// <summary>The name of the reservation, else of option 39. Done again when the subnet changes.</summary>
    public static void Choose(Exchange6 exchange)
    {
        exchange.SetHostname(default);
        exchange.IsNameLeftToServer = false;
        Span<byte> name = stackalloc byte[DomainName.MaxLength + 1];
        bool hasFqdn = TryFqdn(exchange, name, out int length, out _);
        if (exchange.Host is { Hostname.Length: > 0 } host)
        {
            length = System.Text.Encoding.ASCII.GetBytes(host.Hostname.AsSpan()[..Math.Min(host.Hostname.Length, DomainName.MaxText)], name);
            Store(exchange, name[..length], hasFqdn);
        }
        else if (hasFqdn)
        {
            Store(exchange, name[..length], isFqdn: true);
            exchange.IsNameLeftToServer = exchange.Hostname.IsEmpty;
        }
    }

    /// <summary>Makes a name of the first address, for a client that left it to the server: myhost-2001-db8--1.</summary>
    public static void Complete(Exchange6 exchange, Ip6 address)
    {
        if (!exchange.IsNameLeftToServer || !exchange.Hostname.IsEmpty)
        {
            return;
        }

        Span<byte> name = stackalloc byte[7 + Ip6.MaxText + 1];
        "myhost-"u8.CopyTo(name);
        address.TryFormat(name[7..], out int written, default, null);
        name.Slice(7, written).Replace((byte)':', (byte)'-');
        name[7 + written] = (byte)'.';
        exchange.SetHostname(name[..(8 + written)]);
    }

    /// <summary>
    /// The reply's option 39: this server updates no DNS yet, so it says so (N set, S clear; O when the client wanted
    /// S), with the whole name it stored.
    /// </summary>
    public static void Add(Engine6 engine, Exchange6 exchange)
    {
        Span<byte> sent = stackalloc byte[DomainName.MaxLength + 1];
        if (!TryFqdn(exchange, sent, out _, out var asked))
        {
            return;
        }

        // An offer has no lease yet that a name could be made of.
        if (!exchange.IsOffer && FirstAddress(exchange) is { } address)
        {
            Complete(exchange, address);
        }

        var flags = FqdnFlags6.NoUpdate | ((asked & FqdnFlags6.Server) != 0 ? FqdnFlags6.Override : FqdnFlags6.None);
        Span<byte> labels = stackalloc byte[DomainName.MaxLength];
        var name = exchange.Hostname;
        if (DomainName.TryWrite(name, labels, name.IsEmpty, out int size))
        {
            Span<byte> body = stackalloc byte[1 + size];
            body[0] = (byte)flags;
            labels[..size].CopyTo(body[1..]);
            engine.Reply.Add(OptionCode6.ClientFqdn, body);
            engine.Loggers.Ddns.Write(ReplyId, $"{new QueryLabel(exchange)}: option 39 with flags {(uint)flags} and name {name}");
        }
    }

    /// <summary>The first address the client was given; of a prefix no name is made.</summary>
    private static Ip6? FirstAddress(Exchange6 exchange) =>
        exchange.Given.Count > 0 && exchange.Given[0] is { Length: 128 } given ? given.Address : null;

    private static bool TryFqdn(Exchange6 exchange, Span<byte> name, out int length, out FqdnFlags6 flags)
    {
        length = 0;
        flags = FqdnFlags6.None;
        if (!exchange.Query.TryOption(OptionCode6.ClientFqdn, out var body)
            || ClientFqdn6.Read(body, out var fqdn) != DecodeError.None || !fqdn.TryName(name, out length, out _))
        {
            return false;
        }

        flags = fqdn.Flags;
        return true;
    }

    private static void Store(Exchange6 exchange, ReadOnlySpan<byte> name, bool isFqdn)
    {
        Span<byte> clean = stackalloc byte[NameText.MaxLength];
        exchange.SetHostname(clean[..NameText.Clean(name, isFqdn, clean)]);
    }
}
