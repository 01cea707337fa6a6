using System.Runtime.InteropServices;

namespace Nestor.Leases.Allocators;

/// <summary>
/// A queue in which each address stands once and out of whose middle it can be taken, all in constant time. Memory
/// follows the longest it has been.
/// </summary>
internal sealed class AddressQueue
{
    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<Node> _nodes = [];
    private SlotEnds _ends = SlotEnds.Empty;
    private int _spare = -1;

    /// <summary>What was done in a trial, and where what was removed stood; null outside of one.</summary>
    private Stack<(ulong Index, bool IsAppended, SlotLink Link)>? _trial;

    public bool Contains(ulong index) => _places.ContainsKey(index);

    /// <summary>To the end, from wherever it stood.</summary>
    public void Append(ulong index)
    {
        Remove(index);
        int place = _spare;
        if (place >= 0)
        {
            _spare = _nodes[place].Link.Next;
        }
        else
        {
            place = _nodes.Count;
            _nodes.Add(default);
        }

        At(place) = new Node { Index = index, Link = new SlotLink { Previous = _ends.Last, Next = -1 } };
        if (_ends.Last >= 0)
        {
            At(_ends.Last).Link.Next = place;
        }
        else
        {
            _ends.First = place;
        }

        _ends.Last = place;
        _places[index] = place;
        _trial?.Push((index, true, default));
    }

    public void Remove(ulong index)
    {
        if (!_places.Remove(index, out int place))
        {
            return;
        }

        var link = At(place).Link;
        _trial?.Push((index, false, link));
        if (link.Previous >= 0)
        {
            At(link.Previous).Link.Next = link.Next;
        }
        else
        {
            _ends.First = link.Next;
        }

        if (link.Next >= 0)
        {
            At(link.Next).Link.Previous = link.Previous;
        }
        else
        {
            _ends.Last = link.Previous;
        }

        At(place).Link.Next = _spare;
        _spare = place;
    }

    /// <summary>What changes from here on is taken back by <see cref="EndTrial"/>.</summary>
    public void BeginTrial() => _trial = [];

    /// <summary>Takes everything since <see cref="BeginTrial"/> back, the last first, so that each place is there again.</summary>
    public void EndTrial()
    {
        var trial = _trial!;
        _trial = null;
        while (trial.TryPop(out var done))
        {
            if (done.IsAppended)
            {
                Remove(done.Index);
            }
            else
            {
                PutBack(done.Index, done.Link);
            }
        }
    }

    private void PutBack(ulong index, SlotLink link)
    {
        // The place that was left last is the first spare one.
        int place = _spare;
        _spare = At(place).Link.Next;
        At(place) = new Node { Index = index, Link = link };
        _places[index] = place;
        if (link.Previous >= 0)
        {
            At(link.Previous).Link.Next = place;
        }
        else
        {
            _ends.First = place;
        }

        if (link.Next >= 0)
        {
            At(link.Next).Link.Previous = place;
        }
        else
        {
            _ends.Last = place;
        }
    }

    public bool TryFirst(out ulong index)
    {
        index = _ends.First >= 0 ? At(_ends.First).Index : 0;
        return _ends.First >= 0;
    }

    private ref Node At(int place) => ref CollectionsMarshal.AsSpan(_nodes)[place];

    private struct Node
    {
        public ulong Index;
        public SlotLink Link;
    }
}
