using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
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
        Follow(exchange);
        NameLog.Query(engine.Loggers.Ddns, exchange);
        return Verdict.Continue;
    }

    /// <summary>The exchange goes on in another subnet, perhaps: the name is made anew where other parameters hold.</summary>
    public static void Follow(Exchange4 exchange)
    {
        var ddns = Parameters(exchange);
        if (!ReferenceEquals(exchange.Name.Ddns, ddns))
        {
            Choose(exchange, ddns);
        }
    }

    /// <summary>The name of the reservation, else of option 81, else of option 12; it may be left open until there is an address.</summary>
    public static void Choose(Exchange4 exchange) => Choose(exchange, Parameters(exchange));

    /// <summary>The pool is known now, and with it the last parameters; a name that is left open is made of the address.</summary>
    public static void Complete(Engine4 engine, Exchange4 exchange, Ip4 address)
    {
        var subnet = exchange.Subnet!;
        var ddns = engine.Pools.Of(subnet).PoolOf(address)?.Pool.Ddns ?? subnet.Parameters.Ddns;
        if (!ReferenceEquals(exchange.Name.Ddns, ddns))
        {
            Choose(exchange, ddns);
        }

        if (exchange.Name.IsLeftToServer)
        {
            Span<byte> name = stackalloc byte[NameRules.Room];
            NameRules.Store(exchange.Name, name, NameRules.Generate(ddns, address, name), exchange.Name.Option == NameOption.Fqdn);
            NameLog.Generated(engine.Loggers.Ddns, exchange);
        }
    }

    /// <summary>Puts option 81 or 12 into the reply; never both (RFC 4702 section 3.1).</summary>
    public static void Add(Engine4 engine, Exchange4 exchange)
    {
        var name = exchange.Name;
        if (name.Option == NameOption.Fqdn && exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn)
            && ClientFqdn4.Read(fqdn, out var client) == DecodeError.None)
        {
            AddFqdn(engine, exchange, client.Flags);
        }
        else if (name.Option == NameOption.HostName && !name.Text.IsEmpty)
        {
            Span<byte> told = stackalloc byte[NameRules.Room];
            int length = name.Text.Length;
            if (name.IsLeftToServer)
            {
                // As Kea: what the operator wrote is told as it was written, and stored in lower case.
                length = NameRules.Generate(name.Ddns!, exchange.Yiaddr, told);
            }
            else
            {
                name.Text.CopyTo(told);
            }

            engine.Reply.Set(OptionCode4.HostName, told[..length]);
            NameLog.ReplyHostName(engine.Loggers.Ddns, exchange);
        }
    }

    /// <summary>The subnet's parameters; those of its pools count once there is an address.</summary>
    private static DdnsParameters Parameters(Exchange4 exchange) =>
        exchange.Subnet?.Parameters.Ddns ?? exchange.Settings.Global.Ddns;

    private static void Choose(Exchange4 exchange, DdnsParameters ddns)
    {
        var name = exchange.Name;
        name.Start(ddns);
        if (!TryFqdn(exchange, ddns))
        {
            UseHostName(exchange, ddns);
        }
    }

    private static bool MayUpdate(Exchange4 exchange, DdnsParameters ddns) =>
        exchange.Settings.Ddns.EnablesUpdates && ddns.SendsUpdates;

    /// <summary>False when there is no option 81, or one of which no name can be made: then it is as if it were not sent.</summary>
    private static bool TryFqdn(Exchange4 exchange, DdnsParameters ddns)
    {
        Span<byte> sent = stackalloc byte[DomainName.MaxLength];
        if (!exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn) || ClientFqdn4.Read(fqdn, out var client) != DecodeError.None
            || !client.TryName(sent, out int length, out bool isPartial))
        {
            return false;
        }

        var name = exchange.Name;
        Span<byte> text = stackalloc byte[NameRules.Room];
        int size = Reserved(exchange, ddns, text);
        if (size == 0 && (length == 0 || NameRules.Replaces(ddns, hasName: true)))
        {
            name.IsLeftToServer = true;
        }
        else if (size == 0)
        {
            if (!NameRules.TryCleanLabels(ddns.Characters, sent[..length], text, out size))
            {
                return false;
            }

            size = isPartial ? NameRules.Qualify(ddns, text, size) : size;
        }

        NameRules.Store(name, text, size, isClosed: true);
        name.Option = NameOption.Fqdn;
        NameRules.Agree(
            name, (client.Flags & FqdnFlags.Server) != 0, (client.Flags & FqdnFlags.NoUpdate) != 0, MayUpdate(exchange, ddns));
        return true;
    }

    /// <summary>
    /// A host name of one label is qualified; one with dots is taken for a whole name (as Kea does). The server
    /// updates both zones for it.
    /// </summary>
    private static void UseHostName(Exchange4 exchange, DdnsParameters ddns)
    {
        var name = exchange.Name;
        Span<byte> text = stackalloc byte[NameRules.Room];
        int size = Reserved(exchange, ddns, text);
        bool isClosed = false;
        if (size == 0)
        {
            bool hasName = TryHostName(exchange, ddns, text, out size, out isClosed);
            name.IsLeftToServer = (hasName && size == 0) || NameRules.Replaces(ddns, hasName);
            if (!hasName && !name.IsLeftToServer)
            {
                return;
            }

            size = name.IsLeftToServer ? 0 : size;
        }

        NameRules.Store(name, text, size, isClosed);
        name.Option = NameOption.HostName;
        name.IsForward = MayUpdate(exchange, ddns);
        name.IsReverse = name.IsForward;
    }

    /// <param name="size">0 for a client whose name is the server's to make.</param>
    private static bool TryHostName(Exchange4 exchange, DdnsParameters ddns, Span<byte> text, out int size, out bool isClosed)
    {
        size = 0;
        isClosed = false;
        if (!exchange.Query.TryOption(OptionCode4.HostName, out var sent))
        {
            return false;
        }

        sent = sent.TrimEnd((byte)0);
        if (sent.SequenceEqual("."u8))
        {
            return true;
        }

        var labels = sent.EndsWith("."u8) ? sent[..^1] : sent;
        if (!NameRules.HasGoodLabels(labels))
        {
            return false;
        }

        if (NameRules.Replaces(ddns, hasName: true))
        {
            return true;
        }

        // A dot at the end is cleaned like every other character, as with Kea.
        size = ddns.Characters.Clean(sent, text);
        bool isWhole = size > 0 && text[size - 1] == (byte)'.';
        size -= isWhole ? 1 : 0;
        if (!NameRules.HasGoodLabels(text[..size]))
        {
            return false;
        }

        bool hasDomain = labels.Contains((byte)'.');
        isClosed = isWhole && hasDomain;
        size = hasDomain ? size : NameRules.Qualify(ddns, text, size);
        return size > 0;
    }

    /// <summary>The reserved name, qualified unless it ends in a dot.</summary>
    /// <returns>Its length; 0 when none is reserved.</returns>
    private static int Reserved(Exchange4 exchange, DdnsParameters ddns, Span<byte> text) =>
        exchange.Host is { Hostname.Length: > 0 } host ? NameRules.Reserved(ddns, host.Hostname, text) : 0;

    /// <summary>The reply's option 81: who updates what, and the whole name; both result codes are 255.</summary>
    private static void AddFqdn(Engine4 engine, Exchange4 exchange, FqdnFlags asked)
    {
        var name = exchange.Name;
        var flags = (asked & FqdnFlags.Canonical)
            | (name.IsServerUpdating ? FqdnFlags.Server : FqdnFlags.None)
            | (name.IsNothingUpdated ? FqdnFlags.NoUpdate : FqdnFlags.None)
            | (name.IsOverridden ? FqdnFlags.Override : FqdnFlags.None);
        Span<byte> body = stackalloc byte[ClientFqdn4.FixedLength + DomainName.MaxLength + 1];
        int length = ClientFqdn4.Write(body, flags, name.Text, isPartial: name.Text.IsEmpty);
        if (length > 0)
        {
            engine.Reply.Set(OptionCode4.Fqdn, body[..length]);
            NameLog.ReplyFqdn(engine.Loggers.Ddns, exchange, flags);
        }
    }
}
