using System.Text;
using Nestor.Engine.Loop;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Explaining;

/// <summary>Puts together what became of a DHCPv6 query that was tried.</summary>
/// <param name="engine">That tried it; its leases are as before again.</param>
internal sealed class Report6(Engine6 engine, Exchange6 exchange, Batch6 batch, Trace trace)
{
    public Element Make() => Explanation.Of(
        trace,
        Query(),
        ClassNamesList.Of(exchange.Classes, exchange.Settings.Classes.Names),
        Subnet(),
        Reservation(),
        batch.ImmediateCount > 0 ? (Lifetimes(), Reply(in batch.Immediate[0]))
            : batch.CommittedCount > 0 ? (Lifetimes(), Reply(in batch.Committed[0]))
            : null,
        LeaseChanges());

    private Element Query()
    {
        ref readonly var arrival = ref exchange.Arrival;
        var facts = exchange.MessageType == MessageType6.None ? new Facts() : OptionText6.Header(exchange.Chain);
        facts.With("interface", arrival.Interface.Name)
            .With("source", arrival.Source.ToString())
            .With("destination", arrival.Destination.ToString());
        return exchange.MessageType == MessageType6.None
            ? facts.Map
            : facts.WithHex("duid", exchange.Duid)
                .WithHex("hw-address", exchange.HardwareAddress)
                .With("options", OptionText6.Options(exchange.Query, exchange.Settings.OptionDefs)).Map;
    }

    private Element Subnet() => exchange.Subnet is not { } subnet
        ? Element.Null()
        : new Facts()
            .With("id", subnet.Id)
            .With("subnet", subnet.Text)
            .With("shared-network", subnet.Network?.Name)
            .WithIf(exchange.SelectedSubnet != subnet, "selected-first", exchange.SelectedSubnet?.Text)
            .With("pools", Element.List(exchange.Pools.Select(p => Element.Of(p.Text)))).Map;

    private Element Reservation() => exchange.Host is not { } host
        ? Element.Null()
        : new Facts()
            .With("subnet-id", host.SubnetId)
            .With("identifier-type", Reservations.HostTrace.NameOf(host.IdentifierType))
            .WithHex("identifier", host.Identifier)
            .With("ip-addresses", Element.List(host.Addresses.Select(a => Element.Of(a.ToString()))))
            .With("prefixes", Element.List(host.Prefixes.Select(p => Element.Of($"{p.Prefix.Address}/{p.Prefix.Length}"))))
            .WithIf(host.Hostname.Length > 0, "hostname", host.Hostname).Map;

    /// <summary>Who decides about them: the values stand in the IAs.</summary>
    private Element Lifetimes()
    {
        if (exchange.Subnet is not { } subnet)
        {
            return Element.List([]);
        }

        var places = new ScopePlaces(exchange.Settings.Source, "subnet6");
        return Element.List(
        [
            Of("preferred-lifetime", First(c => c.PreferredLifetime is not null)),
            Of("valid-lifetime", First(c => c.ValidLifetime is not null)),
            Of("renew-timer", null),
            Of("rebind-timer", null),
        ]);

        Element Of(string keyword, ClientClass6? definition)
        {
            var (scope, place) = places.Of(subnet.Id, subnet.Text, keyword);
            return new Facts()
                .With("name", keyword)
                .With("scope", definition is null ? scope : $"class {definition.Name}")
                .With("place", definition is null ? place : null).Map;
        }
    }

    private ClientClass6? First(Predicate<ClientClass6> isSetting)
    {
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            if (exchange.Settings.Classes[exchange.Classes[i]] is { } definition && isSetting(definition))
            {
                return definition;
            }
        }

        return null;
    }

    private Element Reply(in Departure6 reply)
    {
        byte[] bytes = reply.Buffer.AsSpan(reply.Start, reply.Length).ToArray();
        var chain = new RelayChain6();
        var facts = chain.Decode(bytes, 0, bytes.Length) == DecodeError.None ? OptionText6.Header(chain) : new Facts();
        var scopes = ReplyScopes.Of(exchange);
        facts.With("destination", reply.Destination.ToString())
            .With("port", reply.DestinationPort)
            .With("waits-for-commit", exchange.NeedsCommit)
            .With("options", OptionText6.Options(chain.Message, exchange.Settings.OptionDefs, (code, option) =>
                scopes.Tell(option, code, engine.Reply.SourceOf(code), isV6: true)))
            .With("not-sent", NotSent(chain.Message, scopes))
            .With("packet", Convert.ToHexStringLower(bytes));
        return facts.Map;
    }

    /// <summary>What the client asked for in vain, and why.</summary>
    private Element NotSent(Packet6 reply, ReplyScopes scopes)
    {
        var missing = new List<Element>();
        var options = exchange.Query.Options;
        int budget = CodeList6.MaxCodes;
        while (options.TryNext(OptionCode6.Oro, out var list))
        {
            while (budget-- > 0 && CodeList6.TryNext(ref list, out ushort code))
            {
                if (!reply.HasOption(code))
                {
                    missing.Add(new Facts()
                        .With("code", code)
                        .With("name", exchange.Settings.OptionDefs.Find(Wire.Options.OptionDefs.Dhcp6Space, code)?.Name)
                        .With("reason", scopes.WhyNot(code)).Map);
                }
            }
        }

        return Element.List(missing);
    }

    private Element LeaseChanges()
    {
        var all = new List<Element>();
        for (int i = 0; i < batch.Changes.Count; i++)
        {
            var lease = batch.Changes.Get(i, out bool isDelete);
            int before = engine.Leases.Find(lease.Fields.Address);
            all.Add(new Facts()
                .With("address", $"{lease.Fields.Address}/{lease.Fields.PrefixLength}")
                .With("before", before < 0 ? Element.Null() : Lease(engine.Leases.View(before)))
                .With("after", isDelete ? Element.Null() : Lease(in lease)).Map);
        }

        return Element.List(all);
    }

    private static Element Lease(in Lease6View lease) => new Facts()
        .With("subnet-id", lease.Fields.SubnetId)
        .WithHex("duid", lease.Duid)
        .WithHex("hw-address", lease.HardwareAddress)
        .With("iaid", lease.Fields.Iaid)
        .With("preferred-lft", lease.Fields.PreferredLifetime)
        .With("valid-lft", lease.Fields.ValidLifetime)
        .With("cltt", lease.Fields.Cltt)
        .With("state", (long)lease.Fields.State)
        .With("hostname", Encoding.UTF8.GetString(lease.Hostname)).Map;
}
