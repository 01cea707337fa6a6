using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dns;

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
        if (exchange.Host is { Hostname.Length: > 0 } host)
        {
            Span<byte> reserved = stackalloc byte[255];
            int length = System.Text.Encoding.ASCII.GetBytes(host.Hostname.AsSpan()[..Math.Min(host.Hostname.Length, 255)], reserved);
            Store(exchange, reserved[..length]);
        }
        else if (exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn))
        {
            Span<byte> name = stackalloc byte[DomainName.MaxLength];
            if (ClientFqdn4.Read(fqdn, out var client) == DecodeError.None && client.TryName(name, out int length, out _))
            {
                Store(exchange, name[..length]);
            }
        }
        else if (exchange.Query.TryOption(OptionCode4.HostName, out var hostname))
        {
            Store(exchange, hostname);
        }
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

    /// <summary>Keeps letters, digits, hyphens and dots, as the default <c>hostname-char-set</c> does; a last dot goes.</summary>
    private static void Store(Exchange4 exchange, ReadOnlySpan<byte> name)
    {
        Span<byte> clean = stackalloc byte[255];
        int length = 0;
        foreach (byte b in name)
        {
            bool isKept = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.';
            if (isKept && length < clean.Length)
            {
                clean[length++] = (byte)char.ToLowerInvariant((char)b);
            }
        }

        exchange.SetHostname(clean[..length].Trim((byte)'.'));
    }
}
