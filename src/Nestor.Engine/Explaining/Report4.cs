using Nestor.Engine.Allocation;
using Nestor.Engine.Loop;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Explaining;

/// <summary>Puts together what became of a DHCPv4 query that was tried.</summary>
/// <param name="engine">That tried it; its leases are as before again.</param>
internal sealed class Report4(Engine4 engine, Exchange4 exchange, Batch4 batch, Trace trace)
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
        var facts = exchange.Query.Bytes.Length < Packet4.HeaderLength ? new Facts() : OptionText4.Header(exchange.Query);
        facts.With("interface", arrival.Interface.Name)
            .With("source", arrival.Source.ToString())
            .With("destination", arrival.Destination.ToString());
        return exchange.MessageType == MessageType4.None
            ? facts.Map
            : facts.WithHex("client-id", exchange.ClientId)
                .With("options", OptionText4.Options(exchange.Query, exchange.Settings.OptionDefs)).Map;
    }

    private Element Subnet() => exchange.Subnet is not { } subnet
        ? Element.Null()
        : new Facts()
            .With("id", subnet.Id)
            .With("subnet", subnet.Text)
            .With("shared-network", subnet.Network?.Name)
            .WithIf(exchange.SelectedSubnet != subnet, "selected-first", exchange.SelectedSubnet?.Text)
            .With("pool", exchange.Pool?.Text).Map;

    private Element Reservation() => exchange.Host is not { } host
        ? Element.Null()
        : new Facts()
            .With("subnet-id", host.SubnetId)
            .With("identifier-type", Reservations.HostTrace.NameOf(host.IdentifierType))
            .WithHex("identifier", host.Identifier)
            .With("ip-address", host.Address?.ToString())
            .WithIf(host.Hostname.Length > 0, "hostname", host.Hostname).Map;

    private Element Lifetimes()
    {
        if (exchange.Subnet is not { } subnet || exchange.Yiaddr.IsZero)
        {
            return Element.List([]);
        }

        var all = new List<Element>();
        var places = new ScopePlaces(exchange.Settings.Source, "subnet4");
        var (scope, place) = places.Of(subnet.Id, subnet.Text, "valid-lifetime");
        bool isAsked = exchange.Query.TryUInt32Option(OptionCode4.LeaseTime, out uint asked);
        var valid = new Facts()
            .With("name", "valid-lifetime")
            .With("value", exchange.ReplyLifetime)
            .With("scope", LeaseTimes.ClassOf(exchange) is { } definition ? $"class {definition.Name}" : scope)
            .WithIf(LeaseTimes.ClassOf(exchange) is null, "place", place);
        if (isAsked)
        {
            valid.With("asked-for", asked);
        }

        if (exchange.IsLeaseReused)
        {
            valid.With("reason", "what is left of the lease the client has: cache-threshold");
        }

        all.Add(valid.Map);
        AddTimer(all, places, subnet, "renew-timer", subnet.Parameters.RenewTimer);
        AddTimer(all, places, subnet, "rebind-timer", subnet.Parameters.RebindTimer);
        return Element.List(all);
    }

    private static void AddTimer(List<Element> all, ScopePlaces places, Subnet4 subnet, string keyword, uint? value)
    {
        if (value is { } seconds)
        {
            var (scope, place) = places.Of(subnet.Id, subnet.Text, keyword);
            all.Add(new Facts().With("name", keyword).With("value", seconds).With("scope", scope).With("place", place).Map);
        }
    }

    private Element Reply(in Departure4 reply)
    {
        byte[] bytes = reply.Buffer.AsSpan(reply.Start, reply.Length).ToArray();
        var facts = new Facts()
            .With("destination", reply.Destination.ToString())
            .With("port", reply.DestinationPort)
            .With("waits-for-commit", exchange.NeedsCommit);
        var message = new Packet4();
        if (exchange.Envelope is not null || message.Decode(bytes, 0, bytes.Length) != Wire.Cursor.DecodeError.None)
        {
            return facts.With("packet", Convert.ToHexStringLower(bytes)).Map;
        }

        var scopes = ReplyScopes.Of(exchange);
        var header = OptionText4.Header(message);
        foreach (var member in facts.Map.Members)
        {
            header.With(member.Name, member.Value);
        }

        return header
            .With("options", OptionText4.Options(message, exchange.Settings.OptionDefs, (code, option) =>
                scopes.Tell(option, code, engine.Reply.SourceOf(code), isV6: false)))
            .With("not-sent", NotSent(message, scopes))
            .With("packet", Convert.ToHexStringLower(bytes)).Map;
    }

    /// <summary>What the client asked for in vain, and why.</summary>
    private Element NotSent(Packet4 reply, ReplyScopes scopes)
    {
        if (!exchange.Query.TryOption(OptionCode4.ParameterRequestList, out var asked))
        {
            return Element.List([]);
        }

        return Element.List(asked.ToArray().Distinct().Where(code => !reply.HasOption(code)).Select(code => new Facts()
            .With("code", code)
            .With("name", exchange.Settings.OptionDefs.Find(Wire.Options.OptionDefs.Dhcp4Space, code)?.Name)
            .With("reason", exchange.ReplyType == MessageType4.Nak ? "a DHCPNAK has no such options" : scopes.WhyNot(code)).Map));
    }

    private Element LeaseChanges()
    {
        var all = new List<Element>();
        for (int i = 0; i < batch.Changes.Count; i++)
        {
            var lease = batch.Changes.Get(i, out bool isDelete);
            int before = engine.Leases.Find(lease.Fields.Address);
            all.Add(new Facts()
                .With("address", lease.Fields.Address.ToString())
                .With("before", before < 0 ? Element.Null() : Lease(engine.Leases.View(before)))
                .With("after", isDelete ? Element.Null() : Lease(in lease)).Map);
        }

        return Element.List(all);
    }

    private static Element Lease(in Lease4View lease) => new Facts()
        .With("subnet-id", lease.Fields.SubnetId)
        .WithHex("hw-address", lease.HardwareAddress)
        .WithHex("client-id", lease.ClientId)
        .With("valid-lft", lease.Fields.ValidLifetime)
        .With("cltt", lease.Fields.Cltt)
        .With("state", (long)lease.Fields.State)
        .With("hostname", System.Text.Encoding.UTF8.GetString(lease.Hostname)).Map;
}
