using System.Runtime.InteropServices;
using Nestor.Model.Logging;

namespace StandardLibraries.FlexOption;

/// <summary>Does to a message what the rules say, one after the other.</summary>
internal sealed class RuleRunner(IReadOnlyList<Rule> rules, Logger log)
{
    private readonly SubOptionList _list = new();
    private readonly List<byte> _area = [];
    private readonly List<byte> _body = [];

    /// <summary>There is nothing to be done.</summary>
    public bool IsEmpty => rules.Count == 0;

    /// <summary>What one of them could not do ends it: what those before it did stays, as with Kea.</summary>
    public void Run(IPacket packet)
    {
        // By number: to walk a list behind its interface allocates.
        for (int i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (rule.Guard is { } guard && !guard.Lets(packet.Classes))
            {
                log.Write(FlexLog.ClassSkipped, $"option {rule.Code}: the client is not in class {guard.Name}");
            }
            else if (!(rule.Layout is { } layout ? TryInside(packet, rule, layout) : TryDo(packet, rule)))
            {
                return;
            }
        }
    }

    private bool TryDo(IPacket packet, Rule rule)
    {
        bool isThere = packet.TryFind(rule.Code, out _);
        if (rule.Action == RuleAction.Remove)
        {
            if (isThere && packet.Test(rule.Value!, rule.Source))
            {
                packet.Remove(rule.Code);
                log.Write(FlexLog.Removed, $"option {rule.Code} has been removed");
            }

            return true;
        }

        if (isThere && rule.Action == RuleAction.Add)
        {
            return true;
        }

        if (!TryValue(packet, rule, out var body))
        {
            return false;
        }

        if (!body.IsEmpty)
        {
            packet.Set(rule.Code, body);
            log.Write(rule.Action == RuleAction.Add ? FlexLog.Added : FlexLog.Superseded, $"option {rule.Code} has got {body.Length} bytes");
        }

        return true;
    }

    /// <summary>What an option gets; empty for nothing. False when that cannot be found out, which is told.</summary>
    private bool TryValue(IPacket packet, Rule rule, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!packet.TryEvaluate(rule.Value!, rule.Source, out var value))
        {
            log.Write(FlexLog.Failed, $"option {rule.Code}: its expression has no value");
            return false;
        }

        if (value.IsEmpty)
        {
            return true;
        }

        if (!rule.TryBody(value, out body, out string error))
        {
            log.Write(FlexLog.Failed, $"option {rule.Code}: {error}");
            return false;
        }

        return true;
    }

    private bool TryInside(IPacket packet, Rule container, ContainerLayout layout)
    {
        for (int i = 0; i < container.SubRules.Count; i++)
        {
            var rule = container.SubRules[i];
            if (rule.Guard is { } guard && !guard.Lets(packet.Classes))
            {
                log.Write(FlexLog.SubClassSkipped, $"sub-option {rule.Code} of option {container.Code}: the client is not in class {guard.Name}");
            }
            else if (!TryInside(packet, container, layout, rule))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryInside(IPacket packet, Rule container, ContainerLayout layout, Rule rule)
    {
        bool isThere = packet.TryFind(container.Code, out var whole);
        ReadOnlySpan<byte> area = default;
        if (isThere && !layout.TrySplit(whole, out area, out uint? other))
        {
            if (other is { } enterprise)
            {
                log.Write(FlexLog.OtherEnterprise, $"option {container.Code} is of enterprise {enterprise}, not of {layout.Enterprise!.Value}");
                return true;
            }

            // It is shorter than its own fields.
            return true;
        }

        _list.Read(area, layout.IsV6);
        bool has = _list.Has(rule.Code);
        if (rule.Action == RuleAction.Remove)
        {
            return !has || !packet.Test(rule.Value!, rule.Source) || TryTakeOut(packet, container, layout, rule);
        }

        if ((!isThere && !rule.IsContainerAdded) || (has && rule.Action == RuleAction.Add))
        {
            return true;
        }

        if (!TryValue(packet, rule, out var body))
        {
            return false;
        }

        if (body.IsEmpty)
        {
            return true;
        }

        _list.Remove(rule.Code);
        _list.Add(rule.Code, body);
        log.Write(rule.Action == RuleAction.Add ? FlexLog.SubAdded : FlexLog.SubSuperseded, $"sub-option {rule.Code} of option {container.Code} has got {body.Length} bytes");
        return TryWrite(packet, container, layout);
    }

    private bool TryTakeOut(IPacket packet, Rule container, ContainerLayout layout, Rule rule)
    {
        _list.Remove(rule.Code);
        log.Write(FlexLog.SubRemoved, $"sub-option {rule.Code} of option {container.Code} has been removed");
        if (_list.Count == 0 && rule.IsContainerRemoved)
        {
            packet.Remove(container.Code);
            return true;
        }

        return TryWrite(packet, container, layout);
    }

    /// <summary>The option with what its sub-options are now.</summary>
    private bool TryWrite(IPacket packet, Rule container, ContainerLayout layout)
    {
        packet.TryFind(container.Code, out var before);
        _area.Clear();
        _list.Write(_area, layout.IsV6);
        if (!layout.TryHead(before, _area.Count, _body))
        {
            log.Write(FlexLog.Failed, $"option {container.Code}: {_area.Count} bytes of sub-options are more than it can hold");
            return false;
        }

        _body.AddRange(CollectionsMarshal.AsSpan(_area));
        _body.AddRange(layout.Tail(before));
        packet.SetFirst(container.Code, CollectionsMarshal.AsSpan(_body));
        return true;
    }
}
