using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>The option an accessor has come to: of the query, a relay or a vendor, or one inside of another.</summary>
/// <param name="expression">Whose definitions count.</param>
/// <param name="room">Where DHCPv4 sub-options that came in parts are put together.</param>
internal ref struct OptionCursor(Expression expression, IQueryFields query, Span<byte> room)
{
    private Span<byte> _room = room;
    private OptionView _option;
    private OptionArea _vendorArea;
    private bool _isVendor;

    /// <summary>The accessor has found something so far.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Whose vendor option it is.</summary>
    public uint Enterprise { get; private set; }

    public readonly OptionView Option => _option;

    private readonly Universe Universe => expression.Universe;

    /// <summary>Takes a step that looks for something; false when the step is none such.</summary>
    public bool TryMove(in Step step)
    {
        switch (step.Code)
        {
            case StepCode.Option:
                ushort code = (ushort)step.A;
                IsFound = query.TryOption(code, out var body);
                _option = new(Universe, code, query.Definition(code, expression.Definition(step.B)), body);
                _isVendor = false;
                return true;
            case StepCode.Relay6:
                IsFound = query.TryRelay6(step.A, (ushort)step.B, out var added);
                ushort relayed = (ushort)step.B;
                _option = new(Universe, relayed, expression.Defs.Find(OptionDefs.Dhcp6Space, relayed), added);
                _isVendor = false;
                return true;
            case StepCode.Vendor:
                IsFound = query.TryVendor((uint)step.A, out uint vendor, out var options);
                _vendorArea = new(expression.Defs, Universe, expression.Defs.VendorSpace(vendor), options);
                (_isVendor, Enterprise) = (true, vendor);
                return true;
            case StepCode.VendorClass:
                IsFound = query.TryVendorClass((uint)step.A, out uint enterprise);
                Enterprise = enterprise;
                return true;
            case StepCode.SubOption:
                GoInto((ushort)step.A);
                return true;
            default:
                return false;
        }
    }

    private void GoInto(ushort code)
    {
        if (!IsFound)
        {
            return;
        }

        if (_isVendor)
        {
            IsFound = _vendorArea.TryFind(code, _room, out _option);
        }
        else
        {
            IsFound = OptionArea.TryOpen(expression.Defs, _option, out var area, out _)
                && area.TryFind(code, _room, out _option);
        }

        _isVendor = false;

        // What was put together is read by the next step; that one has the room behind.
        _room = IsFound && _option.Body.Overlaps(_room) ? _room[_option.Body.Length..] : _room;
    }
}
