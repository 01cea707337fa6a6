using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Host name (option 12) and client FQDN (option 81, RFC 4702): what is stored and what is sent back.</summary>
public static class HostNames4
{
    /// <summary>Stage: works out the name that the lease is stored with, lower case.</summary>
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        _ = engine;
        if (exchange.Host is { Hostname.Length: > 0 } host)
        {
            Span<byte> reserved = stackalloc byte[255];
            int length = System.Text.Encoding.ASCII.GetBytes(host.Hostname.AsSpan()[..Math.Min(host.Hostname.Length, 255)], reserved);
            Store(exchange, reserved[..length]);
            return Verdict.Continue;
        }

        if (exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn))
        {
            Span<byte> name = stackalloc byte[255];
            if (FqdnName.TryRead(fqdn, name, out int length))
            {
                Store(exchange, name[..length]);
            }
        }
        else if (exchange.Query.TryOption(OptionCode4.HostName, out var hostname))
        {
            Store(exchange, hostname);
        }

        return Verdict.Continue;
    }

    /// <summary>Puts option 81 or 12 into the reply; never both (RFC 4702 section 3.1).</summary>
    public static void Add(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn) && fqdn.Length >= 3)
        {
            FqdnName.Answer(engine.Reply, fqdn, exchange.Hostname);
        }
        else if (!exchange.Hostname.IsEmpty
            && (exchange.Query.HasOption(OptionCode4.HostName) || exchange.Host is { Hostname.Length: > 0 }))
        {
            engine.Reply.Set(OptionCode4.HostName, exchange.Hostname);
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
