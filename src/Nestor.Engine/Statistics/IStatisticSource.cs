using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>The counters of a server by Kea's names, for those who read them. On the loop's thread, unless it is a view.</summary>
public interface IStatisticSource
{
    /// <summary>Changes with every configuration: subnets are others, and what follows from the leases was counted anew.</summary>
    int Generation { get; }

    /// <summary>How many samples are kept, by the configuration.</summary>
    SampleSettings Samples { get; }

    /// <summary>
    /// What another thread may read: the subnets there are now, and the global counters as they are now. Counters of a subnet
    /// are as they are when they are read, or as they were when another configuration came.
    /// </summary>
    IStatisticSource View();

    /// <summary>Every counter, those of no subnet first. May be read on in a later turn, whatever happens meanwhile.</summary>
    IEnumerable<(string Name, Int128 Value)> All();

    /// <summary>Those that belong to no subnet, and those of libraries.</summary>
    IEnumerable<(string Name, Int128 Value)> Global();

    /// <summary>Those of one subnet and its pools; none when there is no such subnet.</summary>
    IEnumerable<(string Name, Int128 Value)> OfSubnet(uint id);
}
