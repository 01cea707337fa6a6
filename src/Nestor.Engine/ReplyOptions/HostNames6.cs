using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
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
    private static readonly LogId GenerateId = LogId.Debug(50, "DHCP6_DDNS_GENERATE_FQDN");
    private static readonly LogId GeneratedId = LogId.Debug(55, "DHCP6_DDNS_FQDN_GENERATED");
    private static readonly LogId ReplyId = LogId.Debug(50, "DHCP6_DDNS_RESPONSE_FQDN_DATA");

    /// <summary>Stage: works out the name that leases are stored with, lower case.</summary>
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        Follow(exchange);
        if (engine.Loggers.Ddns.Threshold == Severity.Debug)
        {
            Tell(engine.Loggers.Ddns, exchange);
        }

        return Verdict.Continue;
    }

    private static void Tell(Logger log, Exchange6 exchange)
    {
        var name = exchange.Name;
        if (exchange.Query.HasOption(OptionCode6.ClientFqdn))
        {
            log.Write(ReceivedId, $"{new QueryLabel(exchange)}: option 39, of which the name {name.Text} is made");
            if (name.Text.IsEmpty && !name.IsLeftToServer)
            {
                log.Write(EmptyId, $"{new QueryLabel(exchange)}: nothing that may stand in a name, or an empty label, is left of option 39");
            }
        }
        else if (name.IsLeftToServer)
        {
            log.Write(GenerateId, $"{new QueryLabel(exchange)}: the client sent no name, one will be made of its address");
        }
    }

    /// <inheritdoc cref="HostNames4.Follow"/>
    public static void Follow(Exchange6 exchange)
    {
        var ddns = Parameters(exchange);
        if (!ReferenceEquals(exchange.Name.Ddns, ddns))
        {
            Choose(exchange, ddns);
        }
    }

    /// <summary>The name of the reservation, else of option 39; it may be left open until there is an address.</summary>
    public static void Choose(Exchange6 exchange) => Choose(exchange, Parameters(exchange));

    /// <summary>
    /// The client gets this address. Of the first one the pool's parameters count, and a name that is left open is
    /// made of it once it is more than an offer.
    /// </summary>
    public static void Complete(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Ip6 address)
    {
        var name = exchange.Name;
        if (exchange.Given.Count == 0)
        {
            var ddns = engine.Pools.PoolOf(subnet, Model.Leases.LeaseType.Na, new Prefix6(address, 128))?.Pool.Ddns ?? subnet.Parameters.Ddns;
            if (!ReferenceEquals(name.Ddns, ddns))
            {
                Choose(exchange, ddns);
            }
        }

        if (!exchange.IsOffer && name.IsLeftToServer && name.Text.IsEmpty)
        {
            Span<byte> text = stackalloc byte[NameRules.Room];
            NameRules.Store(name, text, NameRules.Generate(name.Ddns!, address, text), isClosed: true);
            engine.Loggers.Ddns.Write(GeneratedId, $"{new QueryLabel(exchange)}: the name {name.Text} is made of the address");
        }
    }

    /// <summary>
    /// The client gets an address that is reserved for it: a reserved name that no option tells is stored whole then, as
    /// with Kea, and not as it is reserved.
    /// </summary>
    public static void CompleteReserved(Exchange6 exchange)
    {
        var name = exchange.Name;
        if (name.Option == NameOption.None && name.Ddns is { } ddns && exchange.Host is { Hostname.Length: > 0 } host)
        {
            Span<byte> text = stackalloc byte[NameRules.Room];
            NameRules.Store(name, text, NameRules.Reserved(ddns, host.Hostname, text), isClosed: false);
        }
    }

    /// <summary>The reply's option 39: who updates what, and the whole name (none yet in an offer of a name to be made).</summary>
    public static void Add(Engine6 engine, Exchange6 exchange)
    {
        var name = exchange.Name;
        if (name.Option != NameOption.Fqdn)
        {
            return;
        }

        var flags = (name.IsServerUpdating ? FqdnFlags6.Server : FqdnFlags6.None)
            | (name.IsNothingUpdated ? FqdnFlags6.NoUpdate : FqdnFlags6.None)
            | (name.IsOverridden ? FqdnFlags6.Override : FqdnFlags6.None);
        Span<byte> labels = stackalloc byte[DomainName.MaxLength];
        if (DomainName.TryWrite(name.Text, labels, name.Text.IsEmpty, out int size))
        {
            Span<byte> body = stackalloc byte[1 + size];
            body[0] = (byte)flags;
            labels[..size].CopyTo(body[1..]);
            engine.Reply.Add(OptionCode6.ClientFqdn, body);
            engine.Loggers.Ddns.Write(ReplyId, $"{new QueryLabel(exchange)}: option 39 with flags {(uint)flags} and name {name.Text}");
        }
    }

    private static DdnsParameters Parameters(Exchange6 exchange) =>
        exchange.Subnet?.Parameters.Ddns ?? exchange.Settings.Global.Ddns;

    private static void Choose(Exchange6 exchange, DdnsParameters ddns)
    {
        var name = exchange.Name;
        name.Start(ddns);
        Span<byte> sent = stackalloc byte[DomainName.MaxLength];
        Span<byte> text = stackalloc byte[NameRules.Room];
        int size = exchange.Host is { Hostname.Length: > 0 } host ? NameRules.Reserved(ddns, host.Hostname, text) : 0;
        bool isReserved = size > 0;
        bool updates = exchange.Settings.Ddns.EnablesUpdates && ddns.SendsUpdates;
        var asked = FqdnFlags6.Server;
        bool hasFqdn = TryFqdn(exchange, sent, out int length, out var flags, out bool isPartial);
        bool isLeft = length == 0 || NameRules.Replaces(ddns, hasName: true);
        if (hasFqdn && !isReserved && !isLeft)
        {
            // What no name can be made of is as if it were not sent.
            hasFqdn = NameRules.TryCleanLabels(ddns.Characters, sent[..length], text, out size);
            size = hasFqdn && isPartial ? NameRules.Qualify(ddns, text, size) : size;
        }

        if (hasFqdn)
        {
            asked = flags;
        }
        else if (NameRules.Replaces(ddns, hasName: false) && updates)
        {
            // As Kea: as if the client had left the name and the forward zone to the server.
            isLeft = true;
        }
        else
        {
            // As Kea: the reserved name as it is, as nobody is told of it. No name is made where nobody would hear of it.
            NameRules.Store(
                name, text, isReserved ? NameRules.Plain(exchange.Host!.Hostname, text) : 0,
                isClosed: isReserved && exchange.Host!.Hostname.EndsWith('.'));
            return;
        }

        name.IsLeftToServer = isLeft && !isReserved;
        NameRules.Store(name, text, name.IsLeftToServer ? 0 : size, isClosed: true);
        name.Option = NameOption.Fqdn;
        NameRules.Agree(
            name, (asked & FqdnFlags6.Server) != 0, (asked & FqdnFlags6.NoUpdate) != 0, updates);
    }

    private static bool TryFqdn(Exchange6 exchange, Span<byte> name, out int length, out FqdnFlags6 flags, out bool isPartial)
    {
        length = 0;
        isPartial = true;
        flags = FqdnFlags6.None;
        if (!exchange.Query.TryOption(OptionCode6.ClientFqdn, out var body)
            || ClientFqdn6.Read(body, out var fqdn) != DecodeError.None || !fqdn.TryName(name, out length, out isPartial))
        {
            return false;
        }

        flags = fqdn.Flags;
        return true;
    }
}
