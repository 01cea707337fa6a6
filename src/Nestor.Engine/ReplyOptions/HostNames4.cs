using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Host name (option 12) and client FQDN (option 81, RFC 4702): what is stored and what is sent back.</summary>
public static class HostNames4
{
    /// <summary>Stage: works out the name that the lease is stored with, lower case.</summary>
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        Choose(exchange);
        NameLog.Query(engine.Loggers.Ddns, exchange);
        return Verdict.Continue;
    }

    /// <summary>The name of the reservation, else of option 81, else of option 12. Done again when the subnet changes.</summary>
    public static void Choose(Exchange4 exchange)
    {
        exchange.SetHostname(default);
        exchange.IsNameLeftToServer = false;
        Span<byte> name = stackalloc byte[DomainName.MaxLength + 1];
        bool hasFqdn = TryFqdn(exchange, name, out int length);
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
        else if (exchange.Query.TryOption(OptionCode4.HostName, out var hostname))
        {
            hostname = hostname.TrimEnd((byte)0);
            exchange.IsNameLeftToServer = hostname.SequenceEqual("."u8);
            if (HasGoodLabels(hostname))
            {
                Store(exchange, hostname, isFqdn: false);
            }
        }
    }

    /// <summary>Makes a name of the address, for a client that left it to the server: myhost-192-0-2-1.</summary>
    public static void Complete(Exchange4 exchange, Ip4 address)
    {
        if (!exchange.IsNameLeftToServer)
        {
            return;
        }

        Span<byte> name = stackalloc byte[32];
        "myhost-"u8.CopyTo(name);
        int length = 7;
        address.TryFormat(name[length..], out int written, default, null);
        name.Slice(length, written).Replace((byte)'.', (byte)'-');
        length += written;
        if (exchange.Query.HasOption(OptionCode4.Fqdn))
        {
            name[length++] = (byte)'.';
        }

        exchange.SetHostname(name[..length]);
    }

    /// <summary>Labels of 1 to 63 bytes, with or without a dot at the end; otherwise it is as if no name were sent.</summary>
    private static bool HasGoodLabels(ReadOnlySpan<byte> name)
    {
        if (name.EndsWith("."u8))
        {
            name = name[..^1];
        }

        while (true)
        {
            int dot = name.IndexOf((byte)'.');
            if ((dot < 0 ? name.Length : dot) is 0 or > DomainName.MaxLabel)
            {
                return false;
            }

            if (dot < 0)
            {
                return true;
            }

            name = name[(dot + 1)..];
        }
    }

    private static bool TryFqdn(Exchange4 exchange, Span<byte> name, out int length)
    {
        length = 0;
        return exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn)
            && ClientFqdn4.Read(fqdn, out var client) == DecodeError.None && client.TryName(name, out length, out _);
    }

    /// <summary>Puts option 81 or 12 into the reply; never both (RFC 4702 section 3.1).</summary>
    public static void Add(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn) && ClientFqdn4.Read(fqdn, out var client) == DecodeError.None)
        {
            Answer(engine.Reply, client.Flags, exchange.Hostname);
            NameLog.ReplyFqdn(engine.Loggers.Ddns, exchange, client.Flags);
        }
        else if (!exchange.Hostname.IsEmpty
            && (exchange.Query.HasOption(OptionCode4.HostName) || exchange.Host is { Hostname.Length: > 0 }))
        {
            engine.Reply.Set(OptionCode4.HostName, exchange.Hostname);
            NameLog.ReplyHostName(engine.Loggers.Ddns, exchange);
        }
    }

    /// <summary>
    /// The reply's option 81: this server updates no DNS yet, so it says so (N set, S clear; O when the client wanted
    /// S), with the whole name it stored.
    /// </summary>
    private static void Answer(ReplyBuilder4 reply, FqdnFlags asked, ReadOnlySpan<byte> name)
    {
        Span<byte> body = stackalloc byte[ClientFqdn4.FixedLength + DomainName.MaxLength + 1];
        var flags = (asked & FqdnFlags.Canonical) | FqdnFlags.NoUpdate;
        if ((asked & FqdnFlags.Server) != 0)
        {
            flags |= FqdnFlags.Override;
        }

        int length = ClientFqdn4.Write(body, flags, name, isPartial: name.IsEmpty);
        if (length > 0)
        {
            reply.Set(OptionCode4.Fqdn, body[..length]);
        }
    }

    private static void Store(Exchange4 exchange, ReadOnlySpan<byte> name, bool isFqdn)
    {
        Span<byte> clean = stackalloc byte[NameText.MaxLength];
        exchange.SetHostname(clean[..NameText.Clean(name, isFqdn, clean)]);
    }
}
